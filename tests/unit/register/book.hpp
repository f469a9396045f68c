// A register in a test: Book book; book.enter("appoint", {{"person", li}, {"post", "mayor"}, {"from", "2023-03-01"}}).
//
// Days read as texts, persons and decisions as ids made from a letter. Threads: none.
#pragma once

#include <ostream>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/register/command.hpp"
#include "workflow/register/register.hpp"

namespace juece {

void PrintTo(Day day, std::ostream* out);

}  // namespace juece

namespace juece::registry::test {

Day on(std::string_view day);
PersonId person(char letter);
DecisionId decision(char letter);
OrganCode organ(std::string_view code);
PostCode post(std::string_view code);
procedure::Document document(std::string role);

class Book {
public:
    // The codes of what is wrong; none: it was entered.
    std::vector<std::string> enter(
        std::string_view command, Object data, std::vector<procedure::Document> documents = {}
    );
    Faults faults_of(
        std::string_view command, Object const& data, std::vector<procedure::Document> const& documents = {}
    ) const;

    // As enter, but a fault fails the test. Each adds what its command needs beside the words given.
    Book& has_organ(std::string_view code, std::string_view kind, std::string_view from);
    Book& has_post(std::string_view code, std::string_view organ, List roles, std::string_view holders = "one");
    Book& knows(PersonId person);
    Book& appoints(PersonId person, std::string_view post, std::string_view from);
    Book& dismisses(PersonId person, std::string_view post, std::string_view on);

    Register const& record() const { return register_; }
    View now() const { return register_.latest(); }
    std::vector<procedure::Event> const& events() const { return events_; }
    std::vector<dossier::SealedText> const& sealed() const { return sealed_; }  // of the last entry

private:
    Book& must(std::string_view command, Object data, std::source_location where = std::source_location::current());
    Result<dossier::Draft, Faults> decided(
        std::string_view command, Object const& data, std::vector<procedure::Document> const& documents
    ) const;

    Register register_;
    std::vector<procedure::Event> events_;
    std::vector<dossier::SealedText> sealed_;
};

// What an entry needs besides what the test is about: sealed texts.
Object complete(std::string_view command, Object data);

// A town of the year 2023: the government with its mayor (one holder) and the bureau with its clerks (several), two
// persons.
Book town();

std::vector<std::string> none();

}  // namespace juece::registry::test
