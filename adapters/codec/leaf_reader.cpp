// One function per object of the leaf, the mirror of leaf_writer.cpp.
#include "adapters/codec/leaf_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/codec/leaf_codec.hpp"
#include "adapters/codec/leaf_cursor.hpp"

namespace juece::codec {
namespace {

// An object under way, whose members are asked for in the order of their keys.
class Members {
public:
    explicit Members(Cursor& cursor) : cursor_{cursor} {}

    // Whether the member comes next; the cursor then stands before its value.
    bool has(std::string_view key) {
        if (!cursor_.skip_key(separator_, key)) return false;
        separator_ = ',';
        return true;
    }
    // In line as has() is, so that the key is compared as the literal that it is.
    void require(std::string_view key) {
        if (!has(key)) missing(key);
    }
    void end() {
        auto const next = cursor_.next_key();
        if (!next.empty()) cursor_.fail("unknown_field", fmt::format("unknown member \"{}\"", next));
        cursor_.expect("}");
    }

private:
    void missing(std::string_view key) {
        if (cursor_.failed()) return;
        // Keys increase: one that comes before the one asked for is one that nobody asks for.
        auto const next = cursor_.next_key();
        if (!next.empty() && next < key) {
            cursor_.fail("unknown_field", fmt::format("unknown member \"{}\"", next));
        } else {
            cursor_.fail("missing_field", fmt::format("member \"{}\" is missing", key));
        }
    }

    Cursor& cursor_;
    char separator_ = '{';
};

template <class T>
T code_of(Cursor& cursor) {
    auto const parsed = T::parse(cursor.symbol());
    if (!parsed) cursor.fail("bad_value", "expected a code");
    return parsed.value_or(T{});
}

// One of the words of a fixed list.
template <class Word>
Word word(Cursor& cursor, std::optional<Word> (*parse_word)(std::string_view)) {
    auto const text = cursor.symbol();
    auto const parsed = parse_word(text);
    if (!parsed) cursor.fail("bad_value", fmt::format("unknown code \"{}\"", text));
    return parsed.value_or(Word{});
}

std::optional<std::string> parse_auth(std::string_view text) {
    constexpr std::array<std::string_view, 6> known{
        "password", "otp", "certificate", "gateway", "machine", "rehearsal"};
    bool const found = std::find(known.begin(), known.end(), text) != known.end();
    return found ? std::optional{std::string{text}} : std::nullopt;
}

std::optional<std::string> parse_stand_in(std::string_view text) {
    constexpr std::array<std::string_view, 4> known{"acting", "in_charge", "delegated", "assigned"};
    bool const found = std::find(known.begin(), known.end(), text) != known.end();
    return found ? std::optional{std::string{text}} : std::nullopt;
}

template <class Read>
auto list_of(Cursor& cursor, Read read) {
    std::vector<decltype(read(cursor))> list;
    cursor.expect("[");
    while (!cursor.failed()) {
        list.push_back(read(cursor));
        if (cursor.skip("]")) break;
        cursor.expect(",");
    }
    return list;
}

std::string string_of(Cursor& cursor) { return cursor.string(); }

procedure::Actor actor_of(Cursor& cursor) {
    procedure::Actor actor;
    Members members{cursor};
    if (members.has("auth")) actor.auth = word<std::string>(cursor, parse_auth);
    if (members.has("authority")) actor.authority = cursor.digest();
    if (members.has("entered_by")) {
        Members entered{cursor};
        actor.entered_by.emplace();
        entered.require("person");
        actor.entered_by->person = PersonId{cursor.uuid()};
        entered.require("post");
        actor.entered_by->post = code_of<PostCode>(cursor);
        entered.end();
    }
    if (members.has("on_behalf_of")) {
        Members stood_for{cursor};
        actor.on_behalf_of.emplace();
        stood_for.require("kind");
        actor.on_behalf_of->kind = word<std::string>(cursor, parse_stand_in);
        stood_for.require("post");
        actor.on_behalf_of->post = code_of<PostCode>(cursor);
        stood_for.end();
    }
    if (members.has("organ")) actor.organ = code_of<OrganCode>(cursor);
    members.require("person");
    actor.person = PersonId{cursor.uuid()};
    if (members.has("post")) actor.post = code_of<PostCode>(cursor);
    members.end();
    return actor;
}

procedure::Pin pin_of(Cursor& cursor) {
    procedure::Pin pin;
    Members members{cursor};
    members.require("id");
    pin.id = cursor.string();
    members.require("version");
    pin.version = cursor.number();
    members.end();
    return pin;
}

procedure::Override override_of(Cursor& cursor) {
    procedure::Override passed;
    Members members{cursor};
    members.require("rule");
    passed.rule = cursor.string();
    members.require("sealed");
    passed.sealed = cursor.number();
    members.end();
    return passed;
}

procedure::Basis basis_of(Cursor& cursor) {
    procedure::Basis basis;
    Members members{cursor};
    if (members.has("articles")) basis.articles = list_of(cursor, string_of);
    if (members.has("calendar")) basis.calendar = pin_of(cursor);
    if (members.has("overrides")) basis.overrides = list_of(cursor, override_of);
    if (members.has("profile")) basis.profile = pin_of(cursor);
    if (members.has("register")) {
        basis.register_version = cursor.number();
        if (basis.register_version == 0) cursor.fail("bad_value", "versions count from 1");
    }
    if (members.has("rules")) basis.rules = list_of(cursor, string_of);
    if (members.has("statute")) basis.statute = pin_of(cursor);
    members.end();
    return basis;
}

procedure::CommandMark command_of(Cursor& cursor) {
    procedure::CommandMark mark;
    Members members{cursor};
    members.require("body");
    mark.body = cursor.hash();
    members.require("count");
    mark.count = cursor.number();
    members.require("index");
    mark.index = cursor.number();
    if (mark.index >= mark.count) cursor.fail("bad_value", "index is less than count");
    members.require("key");
    mark.key = cursor.hash();
    members.end();
    return mark;
}

procedure::Document document_of(Cursor& cursor) {
    procedure::Document document;
    Members members{cursor};
    members.require("digest");
    document.digest = cursor.digest();
    if (members.has("media_type")) document.media_type = cursor.string();
    if (members.has("number")) document.number = cursor.string();
    members.require("role");
    document.role = cursor.string();
    members.require("size");
    document.size = cursor.number();
    members.end();
    return document;
}

procedure::LateEntry late_entry_of(Cursor& cursor) {
    procedure::LateEntry late;
    Members members{cursor};
    members.require("approved_by");
    late.approved_by = code_of<PostCode>(cursor);
    members.require("reason");
    late.reason = cursor.string();
    members.require("source");
    late.source = cursor.digest();
    members.end();
    return late;
}

procedure::SealedRef sealed_of(Cursor& cursor) {
    procedure::SealedRef sealed;
    Members members{cursor};
    members.require("class");
    sealed.seal = word<procedure::SealClass>(cursor, procedure::parse_seal_class);
    members.require("digest");
    sealed.digest = cursor.digest();
    members.require("role");
    sealed.role = cursor.string();
    members.end();
    return sealed;
}

procedure::Step step_of(Cursor& cursor) {
    procedure::Step step;
    Members members{cursor};
    members.require("from");
    step.from = word<procedure::State>(cursor, procedure::parse_state);
    members.require("region");
    step.region = word<procedure::Region>(cursor, procedure::parse_region);
    members.require("to");
    step.to = word<procedure::State>(cursor, procedure::parse_state);
    members.require("trigger");
    step.trigger = word<procedure::Trigger>(cursor, procedure::parse_trigger);
    members.end();
    return step;
}

std::string type_of(Cursor& cursor) {
    auto const type = short_type(cursor.symbol());
    if (!type) cursor.fail("bad_value", fmt::format("a type begins with {}", ports::type_prefix));
    return std::string{type.value_or("")};
}

// From "id" on; `members` stands behind "documents".
void read_second_half(Cursor& cursor, Members& members, ports::Leaf& leaf) {
    auto& [frame, event] = leaf;
    members.require("id");
    event.id = EventId{cursor.uuid()};
    if (members.has("late_entry")) event.late_entry = late_entry_of(cursor);
    members.require("log");
    frame.log = code_of<LogName>(cursor);
    members.require("occurred_at");
    event.occurred_at = cursor.time();
    members.require("prev");
    frame.prev = cursor.digest();
    members.require("recorded_at");
    event.recorded_at = cursor.time();
    if (members.has("rehearsal")) {
        cursor.expect("true");
        frame.rehearsal = true;
    }
    if (members.has("sealed")) event.sealed = list_of(cursor, sealed_of);
    if (members.has("step")) event.step = step_of(cursor);
    members.require("stream");
    frame.stream = cursor.symbol();
    members.require("type");
    event.type = type_of(cursor);
    members.require("v");
    cursor.expect("1");
    members.require("version");
    event.version = cursor.number();
    if (event.version == 0) cursor.fail("bad_value", "versions count from 1");
    members.end();
}

}  // namespace

// Read where it will be returned, because a leaf is large and moving one costs as much as reading a tenth of it.
Result<ports::Leaf, ports::CodecError> read_leaf(std::string_view bytes) {
    Result<ports::Leaf, ports::CodecError> read{boost::outcome_v2::in_place_type<ports::Leaf>};
    auto& leaf = read.value();
    auto& event = leaf.event;
    Cursor cursor{bytes};
    Members members{cursor};
    members.require("actor");
    event.actor = actor_of(cursor);
    if (members.has("basis")) event.basis = basis_of(cursor);
    if (members.has("command")) event.command = command_of(cursor);
    members.require("data");
    event.data = cursor.object();
    if (members.has("documents")) event.documents = list_of(cursor, document_of);
    read_second_half(cursor, members, leaf);
    if (!cursor.failed() && !cursor.at_end()) cursor.fail("trailing_bytes", "bytes after the leaf");
    if (cursor.failed()) read = *cursor.error();
    return read;
}

}  // namespace juece::codec
