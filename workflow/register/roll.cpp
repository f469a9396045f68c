// Writes out what stands on a day.
#include "workflow/register/roll.hpp"

#include <utility>

namespace juece::registry {
namespace {

Object held_by(Holding const& holding) {
    Object held{
        {"person", holding.person.text()},
        {"kind", code(holding.kind)},
        {"from", text(holding.days.from)},
        {"version", holding.version},
    };
    if (holding.days.end) held.set("until", text(*holding.days.end - CalendarDays{1}));
    return held;
}

Object described(View const& view, Post const& post, Day day) {
    List roles;
    for (auto const role : post.roles)
        roles.emplace_back(code(role));
    List held;
    for (auto const& holding : view.holders_of(post.code, day))
        held.emplace_back(held_by(holding));
    return {
        {"post", post.code.text()},
        {"holders", code(post.holders)},
        {"roles", std::move(roles)},
        {"from", text(post.days.from)},
        {"event", post.event.text()},
        {"held", std::move(held)},
    };
}

}  // namespace

Object roll_of(View const& view, Day day) {
    List organs;
    for (auto const& organ : view.organs()) {
        if (!organ.days.contains(day)) continue;
        List posts;
        for (auto const& post : view.posts_in(organ.code, day))
            posts.emplace_back(described(view, post, day));
        Object described_organ{
            {"organ", organ.code.text()},
            {"kind", code(organ.kind)},
            {"from", text(organ.days.from)},
            {"event", organ.event.text()},
            {"posts", std::move(posts)},
        };
        if (organ.superior) described_organ.set("superior", organ.superior->text());
        organs.emplace_back(std::move(described_organ));
    }
    return {{"version", view.version()}, {"day", text(day)}, {"organs", std::move(organs)}};
}

}  // namespace juece::registry
