// What changes nothing: menus, the register's roll, in which roles somebody stands.
#include <algorithm>

#include <fmt/format.h>

#include "workflow/register/roll.hpp"
#include "workflow/service/desk.hpp"

namespace juece::service {
namespace {

using Whom = std::optional<rules::Performer>;

}  // namespace

void Desk::menu(DecisionId decision, std::optional<Identity> who, MenuReply reply) {
    answer_menu(
        decision,
        [this, decision, who = std::move(who)]() -> Result<Whom, Failed> {
            if (!who) return Whom{};
            auto performer = performer_or_nobody(sight(), *who);
            performer.recused = sight().view.recused(who->person, decision);
            return Whom{std::move(performer)};
        },
        std::move(reply)
    );
}

void Desk::menu_of_organ(DecisionId decision, OrganCode organ, MenuReply reply) {
    answer_menu(
        decision,
        [this, organ = std::move(organ)]() -> Result<Whom, Failed> {
            auto all = whole_organ(sight().view, organ, sight().today);
            if (!all) return unknown_organ(organ);
            return all;
        },
        std::move(reply)
    );
}

void Desk::answer_menu(DecisionId decision, ForWhom for_whom, MenuReply reply) {
    when_fresh([this, decision, for_whom = std::move(for_whom), reply](std::exception_ptr const& stale) {
        if (stale) return reply(failed(stale));
        auto const who = for_whom();
        if (!who) return reply(who.error());
        auto& lane = open(decision).lane;
        if (is_full(lane)) return reply(busy());
        lane.run([this, decision, who = who.value(), reply](std::exception_ptr const& broken, Lane::Done done) {
            Then const answer = [this, decision, who, reply, done](std::exception_ptr const& failure) {
                auto const& file = open(decision).file;
                if (failure) {
                    reply(failed(failure));
                } else if (file->end.version == 0) {
                    reply(unknown_decision());
                } else {
                    reply(menu_of(decision, *file, who, background()));
                }
                done();
            };
            if (broken) return answer(broken);
            read_file(decision, answer);
        });
    });
}

std::variant<MenuView, Failed> Desk::menu_of(
    DecisionId decision,
    DecisionFile const& file,
    std::optional<rules::Performer> const& who,
    Background const& background
) {
    auto const known = background.book.calendar().known_on(beijing_day(background.now));
    auto const context = Desk::context(file, known, background);
    if (!context) return Failed{Problem::corrupt, {}, "the rules pinned by this decision are not published"};
    MenuView view{decision, file.end.version, background.now, {}, {}, dossier::row_of(decision, file.dossier)};
    for (auto const& chapter : file.dossier.machine.statute().chapters) {
        view.states.emplace_back(chapter.region, file.dossier.machine.state(chapter.region));
    }
    view.options = dossier::menu(file.dossier, who, *context);
    return view;
}

// Another node may have moved the clock.
void Desk::describe(LogReply reply) {
    when_fresh([this, reply = std::move(reply)](std::exception_ptr const& stale) {
        if (stale) return reply(failed(stale));
        reply(view());
    });
}

void Desk::roll(RollRequest const& asked, RollReply reply) {
    when_fresh([this, asked, reply = std::move(reply)](std::exception_ptr const& stale) {
        if (stale) return reply(failed(stale));
        auto const last = asked.as_of ? version_recorded_by(register_, *asked.as_of) : register_.record.version();
        if (asked.version.value_or(last) > last) {
            return reply(invalid({{"unknown_version", "", fmt::format("登记簿现为第 {} 版", last)}}));
        }
        auto const view = register_.record.as_of(asked.version.value_or(last));
        reply(Roll{
            view.version(), registry::roll_of(view, asked.day.value_or(beijing_day(asked.as_of.value_or(now()))))});
    });
}

void Desk::standing(StandingRequest request, StandingReply reply) {
    when_fresh([this, request = std::move(request), reply = std::move(reply)](std::exception_ptr const& stale) {
        if (stale) return reply(failed(stale));
        auto const seen = request.as_of ? sight_then(*request.as_of) : sight();
        auto const& view = seen.view;
        auto const holder = performer_or_nobody(seen, request.who);
        Standing standing{holder.roles, {}, request.who};
        standing.known_as.roles = holder.roles;
        standing.known_as.organ = holder.actor.organ;

        auto organ = holder.actor.organ;
        if (request.post) {
            auto const post = view.post(*request.post);
            if (!post) {
                auto message = fmt::format("登记簿中没有岗位 {}", request.post->text());
                return reply(invalid({{"unknown_post", "", std::move(message)}}));
            }
            standing.roles = post->roles;
            organ = view.heir_of(post->organ, seen.today);
        }
        if (request.organ) {
            auto const all = whole_organ(view, *request.organ, seen.today);
            if (!all && view.version() > 0) return reply(unknown_organ(*request.organ));
            organ = *request.organ;
            if (all && !request.post) standing.roles = all->roles;
        }
        if (request.role) standing.roles = {*request.role};
        // Whoever asks for a role alone asks for every organ.
        bool const every_organ = request.role && !request.post && !request.organ;
        if (!every_organ && !organ.empty()) {
            standing.organs = duties_borne(view, organ, seen.today);
            standing.organs.insert(standing.organs.begin(), organ);
        }
        reply(std::move(standing));
    });
}

}  // namespace juece::service
