// Menus of the past: what could be done then, by the decision, the rules and the register as they were recorded.
#include "workflow/service/desk.hpp"
#include "workflow/service/queries.hpp"

namespace juece::service {

struct Desk::PastFile {
    Rulebook book;
    std::optional<DecisionFile> file;  // none: there was no such decision yet
};

void Desk::menu_then(PastMenu asked, MenuReply reply) {
    when_fresh([this, asked = std::move(asked), reply = std::move(reply)](std::exception_ptr const& stale) {
        if (stale) return reply(failed(stale));
        read_then<PastFile>(
            ports_.strand,
            [this, asked, log = state_.info.name] {
                return PastFile{
                    read_rulebook(ports_.log, ports_.codec, ports_.hasher, log, asked.moment),
                    file_as_of({ports_.log, ports_.codec, log}, asked.decision, asked.moment)};
            },
            [this, asked, reply](std::exception_ptr const& failure, PastFile then) {
                if (failure) return reply(failed(failure));
                answer_past_menu(asked, then, reply);
            }
        );
    });
}

void Desk::answer_past_menu(PastMenu const& asked, PastFile const& then, MenuReply const& reply) const {
    if (!then.file) return reply(Failed{Problem::unknown_decision, {}, "当时还没有这个决策事项"});
    auto const seen = sight_then(asked.moment);
    auto const& view = seen.view;
    std::optional<rules::Performer> who;
    if (asked.organ) {
        who = whole_organ(view, *asked.organ, seen.today);
        if (!who) return reply(unknown_organ(*asked.organ));
    } else if (asked.who) {
        who = performer_or_nobody(seen, *asked.who);
        who->recused = view.recused(asked.who->person, asked.decision);
    }
    reply(menu_of(asked.decision, *then.file, who, {then.book, view, asked.moment}));
}

}  // namespace juece::service
