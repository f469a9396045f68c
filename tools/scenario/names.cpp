// Resolution of names by the kinds of a command's fields.
#include "tools/scenario/names.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace juece::scenario {
namespace {

using procedure::Field;
using procedure::FieldKind;

class Resolver {
public:
    explicit Resolver(Names const& names) : names_{names} {}

    Object object(std::span<Field const> fields, Object const& data) {
        Object result;
        for (auto const& [name, value] : data) {
            auto const field = std::ranges::find(fields, std::string_view{name}, &Field::name);
            result.set(name, field != fields.end() ? resolve(*field, value) : value);
        }
        return result;
    }

    std::string take_trouble() { return std::move(trouble_); }

private:
    Value resolve(Field const& field, Value const& value) {
        if (auto const* list = value.list()) {
            List items;
            for (auto const& item : *list) {
                auto const* row = item.object();
                items.push_back(row != nullptr ? Value{object(field.members, *row)} : resolve(field, item));
            }
            return items;
        }
        auto const* written = value.string();
        return written != nullptr ? named(field, *written) : value;
    }

    Value named(Field const& field, std::string const& written) {
        switch (field.kind) {
            case FieldKind::person:
            case FieldKind::persons:
                return PersonId::parse(written) ? Value{written} : Value{names_.person(written).text()};
            case FieldKind::post:
                if (auto const performer = parse_performer(written)) return names_.post(*performer).text();
                return written;
            case FieldKind::decision:
                return decision(field, written);
            case FieldKind::version:
                return version(field, written);
            default:
                return written;
        }
    }

    Value decision(Field const& field, std::string const& written) {
        if (written != this_decision) return written;
        auto const decision = names_.decision();
        if (!decision) trouble_ = fmt::format("{}({})写着 this,此时还没有决策事项", field.name, field.label);
        return decision ? Value{decision->text()} : Value{};
    }

    Value version(Field const& field, std::string const& written) {
        auto const reference = parse_event_reference(written);
        auto const version = reference ? names_.version(*reference) : std::nullopt;
        if (version) return *version;
        trouble_ = fmt::format("{}({})写着 {},案卷中还没有这个事件", field.name, field.label, written);
        return {};
    }

    Names const& names_;
    std::string trouble_;
};

}  // namespace

std::string Performer::text() const { return fmt::format("{}({})", procedure::code(role), name); }

std::optional<Performer> parse_performer(std::string_view text) {
    auto const open = text.find('(');
    if (open == std::string_view::npos || !text.ends_with(')') || open + 2 >= text.size()) return std::nullopt;
    auto const role = procedure::parse_role(text.substr(0, open));
    if (!role) return std::nullopt;
    return Performer{*role, std::string{text.substr(open + 1, text.size() - open - 2)}};
}

bool is_performer(std::string_view text) { return parse_performer(text).has_value(); }

std::optional<EventReference> parse_event_reference(std::string_view text) {
    auto const mark = text.find('#');
    auto const trigger = procedure::parse_trigger(text.substr(0, mark));
    if (!trigger) return std::nullopt;
    EventReference reference{*trigger, 0};
    if (mark == std::string_view::npos) return reference;
    auto const* const end = text.data() + text.size();
    auto const read = std::from_chars(text.data() + mark + 1, end, reference.nth);
    bool const is_sound = read.ec == std::errc{} && read.ptr == end && reference.nth > 0;
    return is_sound ? std::optional{reference} : std::nullopt;
}

Result<Object, std::string> resolved(std::span<Field const> fields, Object const& data, Names const& names) {
    Resolver resolver{names};
    auto object = resolver.object(fields, data);
    auto trouble = resolver.take_trouble();
    if (!trouble.empty()) return trouble;
    return object;
}

PersonId person_of(ports::Hasher const& hasher, std::string_view scope, std::string_view name) {
    using namespace std::string_view_literals;
    auto const hash = hasher.sha256({"juece/rehearsal/person/1\0"sv, scope, "\0"sv, name});
    UuidBytes bytes{};
    std::copy_n(hash.begin(), bytes.size(), bytes.begin());
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x80U);  // version 8
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);  // variant of RFC 9562
    return PersonId{bytes};
}

}  // namespace juece::scenario
