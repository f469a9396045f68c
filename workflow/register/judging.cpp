// The register's consistency, one statement at a time, as a predicate over the set of all that stands.
#include "workflow/register/judging.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace juece::registry {
namespace {

constexpr CalendarDays one_day{1};

bool stands_in_fully(Holding const& holding) {
    return holding.kind == HoldingKind::acting || holding.kind == HoldingKind::in_charge;
}

class Judge {
public:
    Judge(View const& view, Statement const& self) : view_{view}, self_{self} {}

    void operator()(OrganAdded const& said);
    void operator()(OrganSucceeded const& said);
    void operator()(PostEstablished const& said);
    void operator()(PostAbolished const& said);
    void operator()(PersonEntered const& said);
    void operator()(Appointed const& said) { check_holding(said.person, said.post, {said.from, said.until}); }
    void operator()(Dismissed const& said) { check_ending<Appointed>(said); }
    void operator()(StandInNamed const& said) { check_holding(said.person, said.post, {said.from, said.until}); }
    void operator()(StandInEnded const& said) { check_ending<StandInNamed>(said); }
    void operator()(Recused const& said);

    Faults take_faults() { return std::move(faults_); }

private:
    // As a holding is said: the last day is in it.
    struct Term {
        Day from;
        std::optional<Day> until;
    };

    void check_holding(PersonId person, PostCode const& post, Term const& term);
    void check_rivals(Post const& post);
    template <class Beginning, class Ending>
    void check_ending(Ending const& said);
    bool check_person(PersonId person);
    std::optional<Post> check_post(PostCode const& post);
    std::optional<Organ> check_organ(OrganCode const& organ, std::string pointer);

    // The other statements of one kind about a thing.
    template <class Kind, class Key>
    std::vector<Kind const*> others(Key const& about) const {
        std::vector<Kind const*> found;
        for (auto const* statement : view_.about(about)) {
            auto const* said = std::get_if<Kind>(&statement->says);
            if (said != nullptr && statement != &self_) found.push_back(said);
        }
        return found;
    }

    void fault(std::string_view code, std::string pointer, std::string message) {
        faults_.push_back({std::string{code}, std::move(pointer), std::move(message)});
    }

    View const& view_;
    Statement const& self_;
    Faults faults_;
};

bool Judge::check_person(PersonId person) {
    bool const is_known = view_.person(person).has_value();
    if (!is_known) fault("unknown_person", "/data/person", fmt::format("人员 {} 尚未登记", person.text()));
    return is_known;
}

std::optional<Post> Judge::check_post(PostCode const& code) {
    auto post = view_.post(code);
    if (!post) fault("unknown_post", "/data/post", fmt::format("岗位 {} 尚未登记", code.text()));
    return post;
}

std::optional<Organ> Judge::check_organ(OrganCode const& code, std::string pointer) {
    auto organ = view_.organ(code);
    if (!organ) fault("unknown_organ", std::move(pointer), fmt::format("机关 {} 尚未登记", code.text()));
    return organ;
}

void Judge::operator()(OrganAdded const& said) {
    if (!others<OrganAdded>(said.organ).empty())
        fault("organ_known", "/data/organ", fmt::format("机关 {} 已经登记", said.organ.text()));
    if (said.superior == said.organ) {
        fault("circular_superior", "/data/superior", "机关不能是自己的上级");
    } else if (said.superior) {
        check_organ(*said.superior, "/data/superior");
    }
}

void Judge::operator()(OrganSucceeded const& said) {
    auto const organ = check_organ(said.organ, "/data/organ");
    auto const successor = check_organ(said.successor, "/data/successor");
    if (said.organ == said.successor) {
        fault("circular_succession", "/data/successor", "机关不能由自己承继");
        return;
    }
    if (!others<OrganSucceeded>(said.organ).empty())
        fault("organ_succeeded", "/data/organ", fmt::format("机关 {} 已经由他机关承继", said.organ.text()));
    if (organ && said.on <= organ->days.from)
        fault("dates_reversed", "/data/on", fmt::format("承继之日须在设立之日 {} 之后", text(organ->days.from)));
    // Strictly later: a chain of successors can then never run in a circle.
    if (successor && !successor->days.contains(said.on)) {
        fault(
            "outside_organ",
            "/data/successor",
            fmt::format("机关 {} 在 {} 并不存在", said.successor.text(), text(said.on))
        );
    }
}

void Judge::operator()(PostEstablished const& said) {
    auto const organ = check_organ(said.organ, "/data/organ");
    if (!others<PostEstablished>(said.post).empty()) {
        fault("post_known", "/data/post", fmt::format("岗位代码 {} 已经使用,撤销后也不得重复使用", said.post.text()));
    }
    if (organ && !organ->days.contains(said.from)) {
        fault("outside_organ", "/data/from", fmt::format("机关 {} 在 {} 并不存在", said.organ.text(), text(said.from)));
    }
}

void Judge::operator()(PostAbolished const& said) {
    auto const post = check_post(said.post);
    if (!others<PostAbolished>(said.post).empty())
        fault("post_abolished", "/data/post", fmt::format("岗位 {} 已经撤销", said.post.text()));
    if (post && said.on <= post->days.from)
        fault("dates_reversed", "/data/on", fmt::format("撤销之日须在设立之日 {} 之后", text(post->days.from)));
}

void Judge::operator()(PersonEntered const& said) {
    if (!others<PersonEntered>(said.person).empty())
        fault("person_known", "/data/person", fmt::format("人员 {} 已经登记", said.person.text()));
}

void Judge::operator()(Recused const& said) {
    check_person(said.person);
    for (auto const* other : others<Recused>(said.person)) {
        if (other->decision == said.decision) fault("already_recused", "/data/person", "该人员对此事项已经登记回避");
    }
}

void Judge::check_holding(PersonId person, PostCode const& code, Term const& term) {
    check_person(person);
    auto const post = check_post(code);
    if (term.until && *term.until < term.from) {
        fault("dates_reversed", "/data/until", fmt::format("最后一日早于开始之日 {}", text(term.from)));
        return;
    }
    if (!post) return;
    if (!post->days.contains(term.from)) {
        fault("outside_post", "/data/from", fmt::format("岗位 {} 在 {} 并不存在", code.text(), text(term.from)));
        return;
    }
    check_rivals(*post);
}

void Judge::check_rivals(Post const& post) {
    auto const mine = view_.holding(self_);
    if (!mine) return;
    for (auto const* statement : view_.about(post.code)) {
        auto const other = statement != &self_ ? view_.holding(*statement) : std::nullopt;
        if (!other || !other->days.overlaps(mine->days)) continue;
        bool const both_hold = mine->kind == HoldingKind::own && other->kind == HoldingKind::own;
        bool const both_stand_in = stands_in_fully(*mine) && stands_in_fully(*other);
        if (other->person == mine->person) {
            fault(
                "already_held",
                "/data/person",
                fmt::format(
                    "该人员自 {} 起已在岗位 {}({})", text(other->days.from), post.code.text(), label(other->kind)
                )
            );
        } else if (post.holders == Holders::one && (both_hold || both_stand_in)) {
            fault(
                "post_occupied",
                "/data/post",
                fmt::format(
                    "岗位 {} 只设一人,自 {} 起已有人{}", post.code.text(), text(other->days.from), label(other->kind)
                )
            );
        }
    }
}

// An ending belongs to the last beginning before it, and is the only one until the person begins again.
template <class Beginning, class Ending>
void Judge::check_ending(Ending const& said) {
    check_person(said.person);
    auto const post = check_post(said.post);
    Beginning const* begun = nullptr;
    std::optional<Day> begins_again;
    for (auto const* beginning : others<Beginning>(said.person)) {
        if (beginning->post != said.post) continue;
        if (beginning->from >= said.on) {
            begins_again = begins_again ? std::min(*begins_again, beginning->from) : beginning->from;
        } else if (begun == nullptr || begun->from < beginning->from) {
            begun = beginning;
        }
    }
    if (begun == nullptr) {
        fault("not_held", "/data/person", fmt::format("该人员在 {} 之前不在岗位 {}", text(said.on), said.post.text()));
        return;
    }
    std::optional<Day> ended;
    for (auto const* other : others<Ending>(said.person)) {
        bool const is_of_this_term =
            other->post == said.post && other->on > begun->from && (!begins_again || other->on <= *begins_again);
        if (is_of_this_term) ended = other->on;
    }
    if (begun->until && *begun->until + one_day < said.on) ended = *begun->until + one_day;
    if (post && post->days.end && *post->days.end < said.on) ended = post->days.end;
    if (ended) fault("already_ended", "/data/on", fmt::format("自 {} 起已经终止,改动须作为更正录入", text(*ended)));
}

}  // namespace

Faults judge(View const& view, Statement const& self) {
    Judge judge{view, self};
    std::visit(judge, self.says);
    return judge.take_faults();
}

std::vector<Contradiction> contradictions(View const& view) {
    std::vector<Contradiction> found;
    for (auto const* statement : view.all()) {
        for (auto& fault : judge(view, *statement))
            found.push_back({statement->since, std::move(fault)});
    }
    return found;
}

}  // namespace juece::registry
