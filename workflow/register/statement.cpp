// Words of the register, and reading its events.
#include "workflow/register/statement.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace juece::registry {
namespace {

using procedure::Document;

constexpr std::array<std::string_view, organ_kind_codes.size()> organ_kind_labels{
    "人民政府",
    "政府办公厅(室)",
    "政府工作部门",
    "司法行政部门",
    "市场监督管理部门",
    "审计机关",
    "档案机构",
    "党的机关",
    "人大及其常委会",
    "事业单位、专业机构",
    "企业",
    "其他组织"};
constexpr std::array<std::string_view, holding_kind_codes.size()> holding_kind_labels{
    "任职", "代理", "主持工作", "委托主持", "委派"};

template <class Enum, std::size_t N>
std::optional<Enum> parse(std::array<std::string_view, N> const& codes, std::string_view code) {
    auto const found = std::ranges::find(codes, code);
    if (found == codes.end()) return std::nullopt;
    return static_cast<Enum>(found - codes.begin());
}

// Reads members; after the first that is absent or malformed, `sound` is false and the values mean nothing.
class Reading {
public:
    explicit Reading(Object const& data) : data_{data} {}

    bool sound() const { return sound_; }
    bool has(std::string_view key) const { return data_.has(key); }

    OrganCode organ(std::string_view key) { return taken(OrganCode::parse(data_.text(key))); }
    PostCode post() { return taken(PostCode::parse(data_.text("post"))); }
    PersonId person() { return taken(PersonId::parse(data_.text("person"))); }
    DecisionId decision() { return taken(DecisionId::parse(data_.text("decision"))); }
    Day day(std::string_view key) { return taken(parse_day(data_.text(key))); }
    std::optional<Day> day_if_any(std::string_view key) { return has(key) ? std::optional{day(key)} : std::nullopt; }
    template <class Enum>
    Enum word(std::string_view key, std::optional<Enum> (*read)(std::string_view)) {
        return taken(read(data_.text(key)));
    }

    std::vector<procedure::Role> roles() {
        std::vector<procedure::Role> roles;
        auto const* value = data_.find("roles");
        auto const* list = value != nullptr ? value->list() : nullptr;
        sound_ = sound_ && list != nullptr;
        if (list == nullptr) return roles;
        for (auto const& item : *list) {
            auto const* written = item.string();
            roles.push_back(taken(written != nullptr ? procedure::parse_role(*written) : std::nullopt));
        }
        return roles;
    }

private:
    template <class T>
    T taken(std::optional<T> read) {
        sound_ = sound_ && read.has_value();
        return read ? std::move(*read) : T{};
    }

    Object const& data_;
    bool sound_ = true;
};

std::optional<Digest> authority_of(std::span<Document const> documents) {
    auto const found = std::ranges::find(documents, "authority", &Document::role);
    return found != documents.end() ? std::optional{found->digest} : std::nullopt;
}

Said read_organ_added(Reading& in) {
    OrganAdded said{in.organ("organ"), in.word("kind", parse_organ_kind), std::nullopt, in.day("from")};
    if (in.has("superior")) said.superior = in.organ("superior");
    return said;
}

void set_if_given(std::optional<Day> const& given, Day& day) { day = given.value_or(day); }
void set_if_given(std::optional<Day> const& given, std::optional<Day>& day) { day = given ? given : day; }

// Puts the given days in the place of the statement's own; false if one is given that it does not have.
template <class One>
bool replace_days(One& said, Corrected const& days) {
    bool has_all = true;
    if constexpr (requires { said.from; }) {
        set_if_given(days.from, said.from);
    } else {
        has_all = has_all && !days.from;
    }
    if constexpr (requires { said.until; }) {
        set_if_given(days.until, said.until);
    } else {
        has_all = has_all && !days.until;
    }
    if constexpr (requires { said.on; }) {
        set_if_given(days.on, said.on);
    } else {
        has_all = has_all && !days.on;
    }
    return has_all;
}

}  // namespace

std::string_view code(OrganKind kind) { return organ_kind_codes.at(static_cast<std::size_t>(kind)); }
std::string_view code(Holders holders) { return holders_codes.at(static_cast<std::size_t>(holders)); }
std::string_view code(HoldingKind kind) { return holding_kind_codes.at(static_cast<std::size_t>(kind)); }
std::string_view label(OrganKind kind) { return organ_kind_labels.at(static_cast<std::size_t>(kind)); }
std::string_view label(HoldingKind kind) { return holding_kind_labels.at(static_cast<std::size_t>(kind)); }
std::optional<OrganKind> parse_organ_kind(std::string_view code) { return parse<OrganKind>(organ_kind_codes, code); }
std::optional<Holders> parse_holders(std::string_view code) { return parse<Holders>(holders_codes, code); }
std::optional<HoldingKind> parse_holding_kind(std::string_view code) {
    return parse<HoldingKind>(holding_kind_codes, code);
}

std::optional<Said> parse_said(std::string_view type, Object const& data, std::span<Document const> documents) {
    Reading in{data};
    std::optional<Said> said;
    if (type == "register.organ_added.v1") {
        said = read_organ_added(in);
    } else if (type == "register.organ_succeeded.v1") {
        said = OrganSucceeded{in.organ("organ"), in.organ("successor"), in.day("on")};
    } else if (type == "register.post_established.v1") {
        said = PostEstablished{
            in.post(), in.organ("organ"), in.word("holders", parse_holders), in.roles(), in.day("from")};
    } else if (type == "register.post_abolished.v1") {
        said = PostAbolished{in.post(), in.day("on")};
    } else if (type == "register.person_entered.v1") {
        said = PersonEntered{in.person()};
    } else if (type == "register.appointed.v1") {
        said = Appointed{in.person(), in.post(), in.day("from"), in.day_if_any("until")};
    } else if (type == "register.dismissed.v1") {
        said = Dismissed{in.person(), in.post(), in.day("on")};
    } else if (type == "register.stand_in_named.v1") {
        auto const kind = in.word("kind", parse_holding_kind);
        auto const authority = authority_of(documents);
        if (!authority || kind == HoldingKind::own) return std::nullopt;
        said = StandInNamed{in.person(), in.post(), kind, in.day("from"), in.day_if_any("until"), *authority};
    } else if (type == "register.stand_in_ended.v1") {
        said = StandInEnded{in.person(), in.post(), in.day("on")};
    } else if (type == "register.recused.v1") {
        said = Recused{in.person(), in.decision()};
    }
    return in.sound() ? said : std::nullopt;
}

std::optional<Corrected> parse_corrected(Object const& data) {
    Reading in{data};
    Corrected corrected;
    corrected.target = static_cast<std::uint64_t>(std::max<std::int64_t>(data.number("target"), 0));
    corrected.from = in.day_if_any("from");
    corrected.until = in.day_if_any("until");
    corrected.on = in.day_if_any("on");
    return in.sound() && corrected.target > 0 ? std::optional{corrected} : std::nullopt;
}

std::optional<Said> with_days(Said says, Corrected const& days) {
    bool const has_all = std::visit([&days](auto& said) { return replace_days(said, days); }, says);
    return has_all ? std::optional{std::move(says)} : std::nullopt;
}

OrganCode const* organ_of(Said const& says) {
    return std::visit(
        [](auto const& said) -> OrganCode const* {
            if constexpr (requires { said.organ; }) {
                return &said.organ;
            } else {
                return nullptr;
            }
        },
        says
    );
}

PostCode const* post_of(Said const& says) {
    return std::visit(
        [](auto const& said) -> PostCode const* {
            if constexpr (requires { said.post; }) {
                return &said.post;
            } else {
                return nullptr;
            }
        },
        says
    );
}

PersonId const* person_of(Said const& says) {
    return std::visit(
        [](auto const& said) -> PersonId const* {
            if constexpr (requires { said.person; }) {
                return &said.person;
            } else {
                return nullptr;
            }
        },
        says
    );
}

}  // namespace juece::registry
