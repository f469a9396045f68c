// Enters commands as the service would, with ids and times that do not matter.
#include "tests/unit/register/book.hpp"

#include <utility>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "workflow/core/assertion.hpp"

namespace juece {

void PrintTo(Day day, std::ostream* out) { *out << text(day); }

}  // namespace juece

namespace juece::registry::test {
namespace {

UuidBytes bytes_of(std::uint8_t first, std::uint64_t last) {
    UuidBytes bytes{first};
    for (std::size_t i = 0; i < 8; ++i)
        bytes[15 - i] = static_cast<std::uint8_t>(last >> (8 * i));
    return bytes;
}

}  // namespace

Day on(std::string_view day) {
    auto const parsed = parse_day(day);
    JUECE_ASSERT(parsed, "a test writes its days as 2023-11-11");
    return *parsed;
}

PersonId person(char letter) { return PersonId{bytes_of(0x50, static_cast<std::uint64_t>(letter))}; }
DecisionId decision(char letter) { return DecisionId{bytes_of(0xd0, static_cast<std::uint64_t>(letter))}; }
OrganCode organ(std::string_view code) { return OrganCode::parse(code).value_or(OrganCode{}); }
PostCode post(std::string_view code) { return PostCode::parse(code).value_or(PostCode{}); }

procedure::Document document(std::string role) {
    procedure::Document document;
    document.digest.sha256[0] = static_cast<std::uint8_t>(role.size());
    document.role = std::move(role);
    document.size = 1;
    document.media_type = "application/pdf";
    return document;
}

Object complete(std::string_view command, Object data) {
    auto const add = [&data](std::string_view key, Value value) {
        if (!data.has(key)) data.set(key, std::move(value));
    };
    if (command == "add_organ" || command == "enter_person") add("name", "名称");
    if (command == "establish_post") add("title", "岗位");
    if (command == "recuse" || command == "correct") add("reason", "理由");
    return data;
}

Result<dossier::Draft, Faults> Book::decided(
    std::string_view command, Object const& data, std::vector<procedure::Document> const& documents
) const {
    auto const* spec = find_register_command(command);
    JUECE_ASSERT(spec != nullptr, "a test uses commands that exist");
    if (auto faults = faults_of_shape(*spec, data, documents); !faults.empty()) return faults;
    Context context;
    context.actor.person = person('z');
    context.now = at_time(on("2026-11-22"), std::chrono::hours{9});
    context.new_person = PersonId{bytes_of(0x5f, register_.version() + 1)};
    return decide(register_, {spec, context.now, data, documents}, context);
}

Faults Book::faults_of(std::string_view command, Object const& data, std::vector<procedure::Document> const& documents)
    const {
    auto const draft = decided(command, complete(command, data), documents);
    return draft ? Faults{} : draft.error();
}

std::vector<std::string> Book::enter(
    std::string_view command, Object data, std::vector<procedure::Document> documents
) {
    auto draft = decided(command, complete(command, std::move(data)), documents);
    std::vector<std::string> codes;
    if (!draft) {
        for (auto const& fault : draft.error())
            codes.push_back(fault.code);
        return codes;
    }
    auto& made = draft.assume_value();
    auto event = std::move(made.event);
    sealed_ = std::move(made.sealed);
    event.version = register_.version() + 1;
    event.id = EventId{bytes_of(0x01, event.version)};
    evolve(register_, event);
    events_.push_back(std::move(event));
    return codes;
}

Book& Book::must(std::string_view command, Object data, std::source_location where) {
    EXPECT_EQ(enter(command, std::move(data)), none()) << command << " at line " << where.line();
    return *this;
}

Book& Book::has_organ(std::string_view code, std::string_view kind, std::string_view from) {
    return must("add_organ", {{"organ", code}, {"kind", kind}, {"from", from}});
}

Book& Book::has_post(std::string_view code, std::string_view organ, List roles, std::string_view holders) {
    return must(
        "establish_post",
        {{"post", code}, {"organ", organ}, {"roles", std::move(roles)}, {"holders", holders}, {"from", "2020-01-01"}}
    );
}

Book& Book::knows(PersonId person) { return must("enter_person", {{"person", person.text()}}); }

Book& Book::appoints(PersonId person, std::string_view post, std::string_view from) {
    return must("appoint", {{"person", person.text()}, {"post", post}, {"from", from}});
}

Book& Book::dismisses(PersonId person, std::string_view post, std::string_view on) {
    return must("dismiss", {{"person", person.text()}, {"post", post}, {"on", on}});
}

Book town() {
    Book book;
    book.has_organ("gov", "government", "2000-01-01")
        .has_organ("bureau", "department", "2000-01-01")
        .has_post("mayor", "gov", {"head"})
        .has_post("deputy", "gov", {"leader"}, "several")
        .has_post("clerk", "bureau", {"handler"}, "several")
        .knows(person('a'))
        .knows(person('b'));
    return book;
}

std::vector<std::string> none() { return {}; }

}  // namespace juece::registry::test
