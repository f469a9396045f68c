// Random registers against a list of events that is searched from its beginning for every answer.
#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/unit/register/book.hpp"

namespace juece::registry {
namespace {

using procedure::Event;
using test::Book;
using test::decision;
using test::document;
using test::on;
using test::organ;
using test::person;
using test::post;

constexpr std::array letters{'a', 'b', 'c'};
constexpr std::array organs{"o1", "o2", "o3"};
constexpr std::array posts{"p1", "p2"};
constexpr int days = 12;

Day day(int n) { return on("2023-01-01") + CalendarDays{n}; }

// The scan: no index, no spans, no versions kept; only what the events say, one after the other.
class Scan {
public:
    Scan(std::vector<Event> const& events, std::uint64_t version) {
        for (auto const& event : events) {
            if (event.version > version) break;
            auto said = event;
            if (said.type == "register.corrected.v1") {
                auto const target = static_cast<std::uint64_t>(said.data.number("target"));
                auto const at = std::ranges::find(said_, target, &Event::version);
                said.type = at->type;
                said.data = at->data;
                said.documents = at->documents;
                bool anew = false;
                for (auto const* key : {"from", "until", "on"}) {
                    if (!event.data.has(key)) continue;
                    said.data.set(key, event.data.text(key));
                    anew = true;
                }
                said_.erase(at);
                if (!anew) continue;
            }
            said_.push_back(std::move(said));
        }
    }

    // On the day: the post exists, the person's last beginning is not over. "own" before others, else "".
    std::string holds(PersonId who, PostCode const& at, Day asked) const {
        if (!exists(at, asked)) return "";
        if (has_begun("register.appointed.v1", "register.dismissed.v1", who, at, asked) != nullptr) return "own";
        auto const* named = has_begun("register.stand_in_named.v1", "register.stand_in_ended.v1", who, at, asked);
        return named != nullptr ? std::string{named->data.text("kind")} : "";
    }

    bool recused(PersonId who, DecisionId from) const {
        return std::ranges::any_of(said_, [&](Event const& event) {
            return event.type == "register.recused.v1" && event.data.text("person") == who.text() &&
                   event.data.text("decision") == from.text();
        });
    }

    OrganCode heir(OrganCode of, Day asked) const {
        for (bool moved = true; moved;) {
            moved = false;
            for (auto const& event : said_) {
                bool const is_over = event.type == "register.organ_succeeded.v1" &&
                                     event.data.text("organ") == of.text() && event.data.text("on") <= text(asked);
                if (!is_over) continue;
                of = organ(event.data.text("successor"));
                moved = true;
            }
        }
        return of;
    }

    std::size_t size() const { return said_.size(); }

private:
    bool exists(PostCode const& at, Day asked) const {
        bool exists = false;
        for (auto const& event : said_) {
            if (event.data.text("post") != at.text()) continue;
            if (event.type == "register.post_established.v1") exists = event.data.text("from") <= text(asked);
        }
        for (auto const& event : said_) {
            bool const is_end = event.type == "register.post_abolished.v1" && event.data.text("post") == at.text();
            if (is_end && event.data.text("on") <= text(asked)) exists = false;
        }
        return exists;
    }

    Event const* has_begun(
        std::string_view beginning, std::string_view ending, PersonId who, PostCode const& at, Day asked
    ) const {
        auto const is_theirs = [&](Event const& event) {
            return event.data.text("person") == who.text() && event.data.text("post") == at.text();
        };
        Event const* last = nullptr;
        for (auto const& event : said_) {
            if (event.type != beginning || !is_theirs(event) || event.data.text("from") > text(asked)) continue;
            if (last == nullptr || last->data.text("from") < event.data.text("from")) last = &event;
        }
        if (last == nullptr) return nullptr;
        if (last->data.has("until") && last->data.text("until") < text(asked)) return nullptr;
        for (auto const& event : said_) {
            bool const is_over = event.type == ending && is_theirs(event) && event.data.text("on") <= text(asked) &&
                                 event.data.text("on") > last->data.text("from");
            if (is_over) return nullptr;
        }
        return last;
    }

    std::vector<Event> said_;
};

std::string any_day() { return text(day(*rc::gen::inRange(0, days))); }
std::string any_person() { return person(*rc::gen::elementOf(letters)).text(); }
std::string any_post() { return *rc::gen::elementOf(posts); }
std::string any_organ() { return *rc::gen::elementOf(organs); }

void set_sometimes(Object& data, std::string_view key) {
    if (*rc::gen::inRange(0, 3) == 0) data.set(key, any_day());
}

Object any_data(std::string_view command, std::uint64_t version) {
    Object data;
    if (command == "add_organ") return {{"organ", any_organ()}, {"kind", "department"}, {"from", any_day()}};
    if (command == "succeed_organ") return {{"organ", any_organ()}, {"successor", any_organ()}, {"on", any_day()}};
    if (command == "abolish_post") return {{"post", any_post()}, {"on", any_day()}};
    if (command == "enter_person") return {{"person", any_person()}};
    if (command == "establish_post") {
        return {
            {"post", any_post()},
            {"organ", any_organ()},
            {"roles", List{"head"}},
            {"holders", *rc::gen::element("one", "several")},
            {"from", any_day()}};
    }
    if (command == "recuse")
        return {{"person", any_person()}, {"decision", decision(*rc::gen::element('x', 'y')).text()}};
    if (command == "correct") {
        data.set("target", *rc::gen::inRange<std::uint64_t>(1, version + 2));
        data.set("confirmed_by", any_person());
        set_sometimes(data, "from");
        set_sometimes(data, "until");
        set_sometimes(data, "on");
        return data;
    }
    data = {{"person", any_person()}, {"post", any_post()}};
    if (command == "dismiss" || command == "end_stand_in") {
        data.set("on", any_day());
        return data;
    }
    data.set("from", any_day());
    set_sometimes(data, "until");
    if (command == "name_stand_in") data.set("kind", *rc::gen::element("acting", "in_charge", "delegated"));
    return data;
}

std::vector<procedure::Document> documents_of(std::string_view command) {
    if (command == "name_stand_in") return {document("authority")};
    if (command == "correct") return {document("evidence")};
    return {};
}

// A register with something in it, so that most random entries have somebody to be about.
Book begun() {
    Book book;
    for (auto const* code : {"o1", "o2"})
        book.has_organ(code, "department", "2023-01-01");
    book.enter(
        "establish_post",
        {{"post", "p1"}, {"organ", "o1"}, {"roles", List{"head"}}, {"holders", "one"}, {"from", "2023-01-01"}}
    );
    for (auto const letter : {'a', 'b'})
        book.knows(person(letter));
    return book;
}

Book any_book() {
    // What people do is entered more often than what organs become.
    static std::vector<std::string> const commands{
        "appoint",
        "appoint",
        "appoint",
        "dismiss",
        "dismiss",
        "dismiss",
        "name_stand_in",
        "name_stand_in",
        "end_stand_in",
        "end_stand_in",
        "correct",
        "correct",
        "recuse",
        "enter_person",
        "establish_post",
        "abolish_post",
        "add_organ",
        "succeed_organ"};
    auto book = begun();
    auto const length = *rc::gen::inRange(0, 60);
    for (int i = 0; i < length; ++i) {
        auto const command = *rc::gen::elementOf(commands);
        book.enter(command, any_data(command, book.record().version()), documents_of(command));
    }
    return book;
}

std::string said_of(std::optional<Holding> const& held) { return held ? std::string{code(held->kind)} : std::string{}; }

TEST(TheFold, AnswersAsAScanOfTheListAtEveryVersion) {
    EXPECT_TRUE(rc::check("fold = scan", [] {
        auto const book = any_book();
        for (std::uint64_t version = 0; version <= book.record().version(); ++version) {
            auto const view = book.record().as_of(version);
            Scan const scan{book.events(), version};
            RC_ASSERT(view.all().size() == scan.size());
            for (auto const letter : letters) {
                for (auto const x : {'x', 'y'})
                    RC_ASSERT(view.recused(person(letter), decision(x)) == scan.recused(person(letter), decision(x)));
            }
            for (int n = -1; n <= days; ++n) {
                for (auto const* code_of : posts) {
                    for (auto const letter : letters) {
                        auto const held = view.holds(person(letter), post(code_of), day(n));
                        RC_ASSERT(said_of(held) == scan.holds(person(letter), post(code_of), day(n)));
                    }
                }
                for (auto const* code_of : organs)
                    RC_ASSERT(view.heir_of(organ(code_of), day(n)) == scan.heir(organ(code_of), day(n)));
            }
        }
    }));
}

TEST(TheFold, NeverTakesBackAnAnswer) {
    EXPECT_TRUE(rc::check("an answer of a version and a day stays", [] {
        auto book = begun();
        using Answer = std::vector<Holding>;
        std::vector<std::pair<std::uint64_t, Answer>> answers;
        auto const answer = [&book](std::uint64_t version) {
            Answer all;
            for (auto const letter : letters) {
                for (auto& held : book.record().as_of(version).tenures(person(letter)))
                    all.push_back(std::move(held));
            }
            return all;
        };
        auto const length = *rc::gen::inRange(0, 40);
        for (int i = 0; i < length; ++i) {
            std::string const command =
                *rc::gen::element("appoint", "dismiss", "name_stand_in", "correct", "abolish_post");
            book.enter(command, any_data(command, book.record().version()), documents_of(command));
            answers.emplace_back(book.record().version(), answer(book.record().version()));
        }
        for (auto const& [version, given] : answers)
            RC_ASSERT(answer(version) == given);
    }));
}

TEST(TheFold, OfAcceptedEntriesContradictsNothing) {
    EXPECT_TRUE(rc::check("no contradiction, and no post for one held by two", [] {
        auto const book = any_book();
        RC_ASSERT(contradictions(book.now()).empty());
        for (int n = 0; n < days; ++n) {
            for (auto const* code_of : posts) {
                auto const made = book.now().post(post(code_of));
                if (!made || made->holders != Holders::one) continue;
                auto const held = book.now().holders_of(post(code_of), day(n));
                RC_ASSERT(std::ranges::count(held, HoldingKind::own, &Holding::kind) <= 1);
            }
        }
    }));
}

TEST(TheFold, HoldersOfAPostAndPostsOfAPersonAreTwoSidesOfOne) {
    EXPECT_TRUE(rc::check("holders_of and posts_of agree", [] {
        auto const book = any_book();
        for (int n = 0; n < days; ++n) {
            std::set<std::pair<std::string, std::string>> from_posts;
            std::set<std::pair<std::string, std::string>> from_persons;
            for (auto const* code_of : posts) {
                for (auto const& held : book.now().holders_of(post(code_of), day(n)))
                    from_posts.emplace(held.person.text(), held.post.text());
            }
            for (auto const letter : letters) {
                for (auto const& held : book.now().posts_of(person(letter), day(n)))
                    from_persons.emplace(held.person.text(), held.post.text());
            }
            RC_ASSERT(from_posts == from_persons);
        }
    }));
}

}  // namespace
}  // namespace juece::registry
