// A rehearsal's clock: its own, only forward, an event of the stream "log".
#include "workflow/service/desk.hpp"

namespace juece::service {

void Desk::move_clock(Identity who, Timestamp to, LogReply reply) {
    if (!state_.info.rehearsal) return reply(Failed{Problem::not_rehearsal, {}, "只有演练日志的时钟可以拨动"});
    if (is_full(log_lane_)) return reply(busy());
    log_lane_.run([this, who = std::move(who), to, reply](std::exception_ptr const& broken, Lane::Done done) {
        if (broken) {
            reply(failed(broken));
            return done();
        }
        if (to <= state_.clock) {
            if (to == state_.clock) {
                reply(view());
            } else {
                reply(invalid({{"clock_backwards", "/to", "演练时钟只能向前拨:现为 " + beijing_text(state_.clock)}}));
            }
            return done();
        }
        dossier::Draft draft;
        draft.event.type = "log.clock_moved.v1";
        draft.event.actor = performer(who).actor;
        draft.event.occurred_at = to;
        draft.event.data = Object{{"clock", text(to)}};
        auto written = write(writer(), "log", state_.end, {std::move(draft)}, std::nullopt, to);
        auto const end = written.end;
        append(std::move(written.item), [this, to, end, reply, done](ports::AppendOutcome const& outcome) {
            ports_.strand.post([this, to, end, reply, done, outcome] {
                if (outcome.failure) {
                    reply(failed(outcome.failure));
                } else if (outcome.what != ports::Appended::appended) {
                    read_at_ = {};  // Another node moved it; the next request reads the log again.
                    reply(busy());
                } else {
                    state_.clock = to;
                    state_.end = end;
                    reply(view());
                }
                done();
            });
        });
    });
}

}  // namespace juece::service
