// One function per object of the leaf; each writes its members in byte order of their keys and leaves out what is
// empty.
#include "adapters/codec/leaf_writer.hpp"

#include <cstdint>
#include <string_view>

#include <fmt/format.h>

#include "adapters/codec/json.hpp"
#include "workflow/core/assertion.hpp"
#include "workflow/core/hex.hpp"

namespace juece::codec {
namespace {

using procedure::Event;

void number_to(std::string& out, std::uint64_t number) {
    JUECE_ASSERT(number <= static_cast<std::uint64_t>(number_max), "a leaf's numbers are at most 2^53−1");
    fmt::format_int const digits{number};
    out.append(digits.data(), digits.size());
}

void hex_to(std::string& out, std::uint8_t const* bytes, std::size_t size) {
    auto const before = out.size();
    out.resize(before + 2 * size);
    write_hex(bytes, out.data() + before, size);
}

void quoted_hash_to(std::string& out, Hash256 const& hash) {
    out += '"';
    hex_to(out, hash.data(), hash.size());
    out += '"';
}

void quoted_uuid_to(std::string& out, UuidBytes const& id) {
    out += '"';
    out += uuid_text(id);
    out += '"';
}

// Text that needs no escapes: codes of ours and codes that were parsed as such.
void quoted_code_to(std::string& out, std::string_view code) {
    out += '"';
    out += code;
    out += '"';
}

void quoted_time_to(std::string& out, Timestamp at) {
    std::chrono::year_month_day const date{std::chrono::floor<std::chrono::days>(at)};
    auto const year = static_cast<int>(date.year());
    JUECE_ASSERT(year >= 1900 && year <= 9999, "a leaf's times lie in the years 1900 to 9999");
    quoted_code_to(out, text(at));
}

// An object under way: key() writes what separates it from what came before.
class Members {
public:
    explicit Members(std::string& out) : out_{out} {}

    std::string& key(std::string_view name) {
        out_ += separator_;
        separator_ = ',';
        out_ += '"';
        out_ += name;
        out_ += "\":";
        return out_;
    }
    void end() {
        JUECE_ASSERT(separator_ == ',', "an object without members is left out, not written");
        out_ += '}';
    }

private:
    std::string& out_;
    char separator_ = '{';
};

// Left out if empty.
template <class Element, class Write>
void list_member(Members& members, std::string_view key, std::vector<Element> const& list, Write write) {
    if (list.empty()) return;
    auto& out = members.key(key);
    char separator = '[';
    for (auto const& element : list) {
        out += separator;
        separator = ',';
        write(out, element);
    }
    out += ']';
}

void digest_to(std::string& out, Digest const& digest) {
    Members members{out};
    quoted_hash_to(members.key("sha256"), digest.sha256);
    quoted_hash_to(members.key("sm3"), digest.sm3);
    members.end();
}

void actor_to(std::string& out, procedure::Actor const& actor) {
    Members members{out};
    if (!actor.auth.empty()) quoted_code_to(members.key("auth"), actor.auth);
    if (actor.authority) digest_to(members.key("authority"), *actor.authority);
    if (actor.entered_by) {
        Members entered{members.key("entered_by")};
        quoted_uuid_to(entered.key("person"), actor.entered_by->person.bytes());
        quoted_code_to(entered.key("post"), actor.entered_by->post.text());
        entered.end();
    }
    if (actor.on_behalf_of) {
        Members stood_for{members.key("on_behalf_of")};
        quoted_code_to(stood_for.key("kind"), actor.on_behalf_of->kind);
        quoted_code_to(stood_for.key("post"), actor.on_behalf_of->post.text());
        stood_for.end();
    }
    if (!actor.organ.empty()) quoted_code_to(members.key("organ"), actor.organ.text());
    quoted_uuid_to(members.key("person"), actor.person.bytes());
    if (!actor.post.empty()) quoted_code_to(members.key("post"), actor.post.text());
    members.end();
}

void pin_member(Members& members, std::string_view key, std::optional<procedure::Pin> const& pin) {
    if (!pin) return;
    Members pinned{members.key(key)};
    serialize_string_to(pinned.key("id"), pin->id);
    number_to(pinned.key("version"), pin->version);
    pinned.end();
}

void basis_to(std::string& out, procedure::Basis const& basis) {
    Members members{out};
    list_member(members, "articles", basis.articles, serialize_string_to);
    pin_member(members, "calendar", basis.calendar);
    list_member(members, "overrides", basis.overrides, [](std::string& list, procedure::Override const& passed) {
        Members one{list};
        serialize_string_to(one.key("rule"), passed.rule);
        number_to(one.key("sealed"), passed.sealed);
        one.end();
    });
    pin_member(members, "profile", basis.profile);
    if (basis.register_version != 0) number_to(members.key("register"), basis.register_version);
    list_member(members, "rules", basis.rules, serialize_string_to);
    pin_member(members, "statute", basis.statute);
    members.end();
}

void command_to(std::string& out, procedure::CommandMark const& mark) {
    Members members{out};
    quoted_hash_to(members.key("body"), mark.body);
    number_to(members.key("count"), mark.count);
    number_to(members.key("index"), mark.index);
    quoted_hash_to(members.key("key"), mark.key);
    members.end();
}

void document_to(std::string& out, procedure::Document const& document) {
    Members members{out};
    digest_to(members.key("digest"), document.digest);
    if (!document.media_type.empty()) serialize_string_to(members.key("media_type"), document.media_type);
    if (!document.number.empty()) serialize_string_to(members.key("number"), document.number);
    serialize_string_to(members.key("role"), document.role);
    number_to(members.key("size"), document.size);
    members.end();
}

void late_entry_to(std::string& out, procedure::LateEntry const& late) {
    Members members{out};
    quoted_code_to(members.key("approved_by"), late.approved_by.text());
    serialize_string_to(members.key("reason"), late.reason);
    digest_to(members.key("source"), late.source);
    members.end();
}

void sealed_to(std::string& out, procedure::SealedRef const& sealed) {
    Members members{out};
    quoted_code_to(members.key("class"), procedure::code(sealed.seal));
    digest_to(members.key("digest"), sealed.digest);
    serialize_string_to(members.key("role"), sealed.role);
    members.end();
}

void step_to(std::string& out, procedure::Step const& step) {
    Members members{out};
    quoted_code_to(members.key("from"), procedure::code(step.from));
    quoted_code_to(members.key("region"), procedure::code(step.region));
    quoted_code_to(members.key("to"), procedure::code(step.to));
    quoted_code_to(members.key("trigger"), procedure::code(step.trigger));
    members.end();
}

}  // namespace

void write_leaf(std::string& out, ports::LeafFrame const& frame, Event const& event) {
    Members members{out};
    actor_to(members.key("actor"), event.actor);
    if (event.basis != procedure::Basis{}) basis_to(members.key("basis"), event.basis);
    if (event.command) command_to(members.key("command"), *event.command);
    serialize_to(members.key("data"), event.data);
    list_member(members, "documents", event.documents, document_to);
    quoted_uuid_to(members.key("id"), event.id.bytes());
    if (event.late_entry) late_entry_to(members.key("late_entry"), *event.late_entry);
    quoted_code_to(members.key("log"), frame.log.text());
    quoted_time_to(members.key("occurred_at"), event.occurred_at);
    digest_to(members.key("prev"), frame.prev);
    quoted_time_to(members.key("recorded_at"), event.recorded_at);
    if (frame.rehearsal) members.key("rehearsal") += "true";
    list_member(members, "sealed", event.sealed, sealed_to);
    if (event.step) step_to(members.key("step"), *event.step);
    serialize_string_to(members.key("stream"), frame.stream);
    auto& type = members.key("type");
    type += '"';
    type += ports::type_prefix;
    type += event.type;
    type += '"';
    members.key("v") += '1';
    number_to(members.key("version"), event.version);
    members.end();
}

}  // namespace juece::codec
