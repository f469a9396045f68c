// Composing the statements of lists.
#include "adapters/postgres/list_call.hpp"

#include <array>
#include <list>

#include <fmt/format.h>

#include "adapters/postgres/binary_array.hpp"

namespace juece::postgres {

namespace {

using ports::DecisionFilter;
using ports::DecisionOrder;
using ports::DecisionQuery;

#define JUECE_LOG_NO "(select l.no from juece.log l where l.name = $1::text)"

// After every date comes 'none'.
#define JUECE_NEXT_DATE "(coalesce(r.body ->> 'next_date', 'none') collate \"C\")"

// $2 to $4: the roles but the handler as patterns, the handler as a pattern, the organs. `awaited` has the index.
constexpr std::string_view awaited_condition =
    " and r.awaited and (r.body::text like any ($2::text[]) or (r.body::text like $3::text and ("
    "cardinality($4::text[]) = 0 or r.body -> 'handlers' is null or exists ("
    "select from json_array_elements_text(r.body -> 'handlers') h where h = any ($4::text[])))))";
// They must have a type, although nobody asks for them.
constexpr std::string_view awaited_by_nobody =
    " and ($2::text[] is not null and $3::text is not null and $4::text[] is not null)";

// $5 to $11. Empty: not asked for. They read the row as json, each in about 4 microseconds, if it is asked for.
constexpr std::string_view conditions =
    " and ($5::text = '' or r.body #>> array['states', $5::text] = $6::text)"
    " and ($7::text = '' or r.body ->> 'category' = $7::text)"
    " and ($8::text = '' or exists (select from json_array_elements_text(r.body -> 'handlers') h where h = $8::text))"
    " and ($9::text = '' or r.body ->> 'opened_at' collate \"C\" >= $9::text)"
    " and ($10::text = '' or r.body ->> 'opened_at' collate \"C\" < $10::text)"
    " and ($11::text = '' or r.body ->> 'recorded_at' collate \"C\" >= $11::text)";

struct OrderedBy {
    std::string_view name;
    std::string_view columns;
    std::string_view after;  // $13: a seq; $14: a date
};
constexpr std::array orders{
    OrderedBy{"opened", "r.opened_seq", " and r.opened_seq > $13::bigint and $14::text is not null"},
    OrderedBy{"changed", "r.updated_seq", " and r.updated_seq > $13::bigint and $14::text is not null"},
    OrderedBy{
        "next_date",
        JUECE_NEXT_DATE ", r.opened_seq",
        " and (" JUECE_NEXT_DATE ", r.opened_seq) > ($14::text collate \"C\", $13::bigint)"},
};

std::string filtered(bool is_awaited) {
    return fmt::format(
        "from juece.decision_row r where r.log = " JUECE_LOG_NO "{}{}",
        is_awaited ? awaited_condition : awaited_by_nobody,
        conditions
    );
}

// The title, looked up for one row. Not a join: before the tables have statistics a planner takes the titles of a whole
// log for one row, and goes through all of them for each row of the page (18 seconds at 300,000 events).
constexpr std::string_view title =
    "(select p.bytes from juece.payload p where p.log = r.log and p.event_id = ("
    "select e.id from juece.event e where e.log = r.log and e.seq = r.opened_seq"
    ") and p.idx = 0 and p.class = 'government')";

// The page is found in the rows alone; titles are fetched for what is on it.
std::string listing(bool is_awaited, OrderedBy const& order, bool is_later_page) {
    return fmt::format(
        "select r.decision, r.version, r.body, {0}, {1}::bigint, {2} from ("
        "select r.* {3}{4} order by {5} limit $12::bigint) r order by {5}",
        title,
        order.name == "changed" ? "r.updated_seq" : "r.opened_seq",
        order.name == "next_date" ? JUECE_NEXT_DATE : "''",
        filtered(is_awaited),
        is_later_page ? order.after : "",
        order.columns
    );
}

// Statements and the texts that they point to, for the life of the program.
class Statements {
public:
    Statements() {
        for (auto const is_awaited : {false, true}) {
            auto const who = is_awaited ? "awaited" : "any";
            counts_[is_awaited] = kept(fmt::format("count_{}", who), "select count(*) " + filtered(is_awaited));
            for (std::size_t order = 0; order < orders.size(); ++order) {
                for (auto const is_later : {false, true}) {
                    auto name = fmt::format("list_{}_{}{}", who, orders[order].name, is_later ? "_next" : "");
                    lists_[is_awaited][order][is_later] =
                        kept(std::move(name), listing(is_awaited, orders[order], is_later));
                }
            }
        }
    }

    Statement const& list(DecisionQuery const& query) const {
        auto const order = static_cast<std::size_t>(query.order);
        return lists_[query.filter.awaited.has_value()][order][query.after.has_value()];
    }
    Statement const& count(DecisionFilter const& filter) const { return counts_[filter.awaited.has_value()]; }

private:
    Statement kept(std::string name, std::string sql) {
        return {texts_.emplace_back(std::move(name)).c_str(), texts_.emplace_back(std::move(sql)).c_str()};
    }

    std::list<std::string> texts_;
    Statement lists_[2][orders.size()][2];
    Statement counts_[2];
};

Statements const& statements() {
    static Statements const all;
    return all;
}

// waiting_for is a row's last member, and the row has no blanks (schemas/sql/0006_lists.sql). A code has underscores,
// which LIKE would take for any character.
std::string pattern_of(procedure::Role role) {
    std::string pattern = R"(%"waiting\_for":[%")";
    for (auto const c : procedure::code(role))
        pattern += c == '_' ? std::string{"\\_"} : std::string{c};
    return pattern + "\"%";
}

std::string text_of(std::optional<Timestamp> const& at) { return at ? text(*at) : std::string{}; }

void add_awaited(DecisionFilter const& filter, Parameters& out) {
    BinaryArray roles{ElementType::text};
    BinaryArray organs{ElementType::text};
    std::string handler;
    if (filter.awaited) {
        for (auto const role : filter.awaited->roles) {
            if (role == procedure::Role::handler) {
                handler = pattern_of(role);
            } else {
                roles.add_bytes(pattern_of(role));
            }
        }
        for (auto const& organ : filter.awaited->organs)
            organs.add_bytes(organ.text());
    }
    out.push_back(Parameter::array(roles.take()));
    out.push_back(Parameter::text(std::move(handler)));
    out.push_back(Parameter::array(organs.take()));
}

}  // namespace

Parameters count_parameters(LogName const& log, DecisionFilter const& filter) {
    Parameters out{Parameter::text(log.text())};
    add_awaited(filter, out);
    auto const& state = filter.state;
    out.push_back(Parameter::text(state ? std::string{procedure::code(state->first)} : std::string{}));
    out.push_back(Parameter::text(state ? std::string{procedure::code(state->second)} : std::string{}));
    out.push_back(Parameter::text(filter.category));
    out.push_back(Parameter::text(filter.handler ? filter.handler->text() : std::string{}));
    out.push_back(Parameter::text(text_of(filter.opened_from)));
    out.push_back(Parameter::text(text_of(filter.opened_before)));
    out.push_back(Parameter::text(text_of(filter.changed_since)));
    return out;
}

Parameters list_parameters(LogName const& log, DecisionQuery const& query) {
    auto out = count_parameters(log, query.filter);
    out.push_back(Parameter::bigint(query.limit));
    if (query.after) {
        out.push_back(Parameter::bigint(query.after->seq));
        out.push_back(Parameter::text(query.after->next_date));
    }
    return out;
}

Statement const& list_statement(DecisionQuery const& query) { return statements().list(query); }

Statement const& count_statement(DecisionFilter const& filter) { return statements().count(filter); }

ports::ListedDecision listed_at(Rows const& rows, std::size_t row) {
    return {
        DecisionId{rows.uuid(row, 0)},
        rows.number(row, 1),
        std::string{rows.text(row, 2)},
        rows.is_null(row, 3) ? std::string{} : rows.bytes(row, 3),
        {std::string{rows.text(row, 5)}, rows.number(row, 4)}};
}

}  // namespace juece::postgres
