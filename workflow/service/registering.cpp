// The register's own commands: as a decision's, in a lane of their own, decided again if another node was faster.
#include <fmt/format.h>

#include "workflow/register/command.hpp"
#include "workflow/service/idempotency.hpp"
#include "workflow/service/job.hpp"

namespace juece::service {
namespace {

using procedure::Fault;

// A person's id says nothing about the person (docs/formats/leaf.md): random, UUID version 4.
PersonId draw_person(ports::Entropy& entropy) {
    auto const random = entropy.salt();
    UuidBytes bytes{};
    std::copy_n(random.begin(), bytes.size(), bytes.begin());
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fU) | 0x40U);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fU) | 0x80U);
    return PersonId{bytes};
}

std::optional<PersonId> person_entered(procedure::Event const& event) {
    if (event.type != "register.person_entered.v1") return std::nullopt;
    return PersonId::parse(event.data.text("person"));
}

}  // namespace

struct Desk::Entry {
    RegisterRequest request;
    RegisterReply reply;
    Hash256 key{};
    Hash256 body{};
    registry::Command command;
    std::optional<Fault> unknown_decision;  // that somebody is to be recused from
    int decided = 0;
    bool read_for_match = false;
    Lane::Done done;
};

void Desk::enter(RegisterRequest request, RegisterReply reply) {
    auto entry = std::make_shared<Entry>();
    entry->request = std::move(request);
    entry->reply = std::move(reply);
    entry->done = [] {};
    when_fresh([this, entry](std::exception_ptr const& failure) {
        if (failure) return finish_entry(entry, failed(failure));
        admit_entry(entry);
    });
}

void Desk::admit_entry(EntryPtr const& entry) {
    auto const& request = entry->request;
    if (is_stranger(request.who)) return finish_entry(entry, stranger());
    if (!request.dry_run && !is_idempotency_key(request.idempotency_key)) return finish_entry(entry, bad_key());
    auto const* spec = registry::find_register_command(request.command);
    if (spec == nullptr) return finish_entry(entry, unknown_command(request.command));
    auto faults = registry::faults_of_shape(*spec, request.data, request.documents);
    if (!faults.empty()) return finish_entry(entry, invalid(std::move(faults)));

    entry->key = key_digest(ports_.hasher, state_.info.name, request.who.person, request.idempotency_key);
    entry->body = body_digest(ports_.hasher, ports_.codec, request);
    entry->command = {spec, {}, request.data, request.documents};
    if (is_full(register_lane_)) return finish_entry(entry, busy());
    register_lane_.run([this, entry](std::exception_ptr const& broken, Lane::Done done) {
        entry->done = std::move(done);
        if (broken) return finish_entry(entry, failed(broken));
        begin_entry(entry);
    });
}

void Desk::begin_entry(EntryPtr const& entry) {
    documents_.look_up(entry->request.documents, [this, entry](std::exception_ptr const& failure) {
        if (failure) return finish_entry(entry, failed(failure));
        if (entry->request.command != "recuse") return decide_entry(entry);
        ask_for_decision(entry);
    });
}

// Whether the decision exists that somebody is recused from: the register itself does not know decisions.
void Desk::ask_for_decision(EntryPtr const& entry) {
    auto const decision = DecisionId::parse(entry->request.data.text("decision")).value_or(DecisionId{});
    read_then<bool>(
        ports_.strand,
        [this, decision, log = state_.info.name] {
            return ports_.log.head(log, decision_stream(decision)).version > 0;
        },
        [this, entry](std::exception_ptr const& failure, bool exists) {
            if (failure) return finish_entry(entry, failed(failure));
            if (!exists) entry->unknown_decision = {"unknown_decision", "/data/decision", "没有这个决策事项"};
            decide_entry(entry);
        }
    );
}

bool Desk::entered_before(EntryPtr const& entry) {
    if (entry->request.dry_run) return false;
    auto const at = register_.obeyed.find(entry->key);
    if (at == register_.obeyed.end()) return false;
    if (at->second.body == entry->body) {
        repeat_entry(entry, at->second);
    } else {
        finish_entry(entry, key_reused());
    }
    return true;
}

void Desk::decide_entry(EntryPtr const& entry) {
    auto const& request = entry->request;
    if (entered_before(entry)) return;
    auto const version = register_.record.version();
    if (request.if_match.value_or(version) != version) {
        if (*request.if_match < version || entry->read_for_match) {
            auto message = fmt::format("登记簿现为第 {} 版,与 If-Match 不符", version);
            return finish_entry(entry, Failed{Problem::stale, {}, std::move(message), version});
        }
        entry->read_for_match = true;
        return read_register_again([this, entry](std::exception_ptr const& failure) {
            if (failure) return finish_entry(entry, failed(failure));
            decide_entry(entry);
        });
    }
    auto const performer = registrar(sight(), request.who);
    if (!performer) return finish_entry(entry, performer.error());

    auto& command = entry->command;
    command.occurred_at = request.occurred_at.value_or(now());
    auto faults = documents_.fill_in(command.documents);
    if (entry->unknown_decision) faults.push_back(*entry->unknown_decision);
    registry::Context const context{performer.value().actor, now(), draw_person(ports_.entropy)};
    auto decided = registry::decide(register_.record, command, context);
    ++entry->decided;
    if (!decided) std::ranges::move(decided.error(), std::back_inserter(faults));
    if (!faults.empty()) return finish_entry(entry, invalid(std::move(faults)));
    append_entry(entry, std::move(decided).value());
}

void Desk::append_entry(EntryPtr const& entry, dossier::Draft draft) {
    if (entry->request.dry_run) {
        Registered would{register_.record.version(), {}, std::nullopt, false};
        would.events.push_back({{}, std::string{ports::type_prefix} + draft.event.type, 0, 0});
        return finish_entry(entry, std::move(would));
    }
    procedure::CommandMark const mark{entry->key, entry->body, 0, 1};
    auto written = write(writer(), register_stream, register_.end, {std::move(draft)}, mark, now());
    if (longest_leaf(written.item) > ports::leaf_bytes_max) {
        return finish_entry(entry, invalid({{"leaf_too_large", "/data", "登记的内容过长"}}));
    }
    auto item = std::move(written.item);
    written.item.leaves = item.leaves;  // Their ids and hashes are needed once it stands.
    append(std::move(item), [this, entry, written = std::move(written)](ports::AppendOutcome const& outcome) {
        ports_.strand.post([this, entry, written, outcome] {
            go_on(
                [&](std::exception_ptr const& failure) {
                    if (!failure) return entry_committed(entry, written, outcome);
                    read_at_ = {};  // Whether it stands is not known; the next request reads.
                    finish_entry(entry, failed(failure));
                },
                outcome.failure
            );
        });
    });
}

void Desk::entry_committed(EntryPtr const& entry, Written const& written, ports::AppendOutcome const& outcome) {
    if (outcome.what == ports::Appended::missing_document) {
        documents_.forget();
        return finish_entry(entry, invalid({{"unknown_document", "/documents", "所引文书已不在库中,请重新上传"}}));
    }
    if (outcome.what == ports::Appended::appended) {
        auto const& leaf = written.item.leaves.front();
        auto const& event = written.events.front();
        take(register_, {{event, leaf.hash}});
        Registered registered{event.version, {}, person_entered(event), false};
        registered.events.push_back({leaf.id, leaf.type, event.version, outcome.first_seq});
        return finish_entry(entry, std::move(registered));
    }
    if (entry->decided >= decisions_max) return finish_entry(entry, busy());
    read_register_again([this, entry](std::exception_ptr const& failure) {
        if (failure) return finish_entry(entry, failed(failure));
        decide_entry(entry);
    });
}

void Desk::read_register_again(Then const& then) {
    using News = std::vector<RegisterNews>;
    read_then<News>(
        ports_.strand,
        [this, log = state_.info.name, end = register_.end] {
            return read_register(ports_.log, ports_.codec, log, end);
        },
        [this, then](std::exception_ptr const& failure, News const& news) {
            take(register_, news);
            go_on(then, failure);
        }
    );
}

// The first answer, for ever: rebuilt from the log.
void Desk::repeat_entry(EntryPtr const& entry, Obeyed const& obeyed) {
    read_then<Registered>(
        ports_.strand,
        [this, obeyed, log = state_.info.name] {
            auto const stored = ports_.log.read_stream(log, register_stream, obeyed.first - 1, 1);
            Registered registered{obeyed.first, {}, std::nullopt, true};
            for (auto const& event : stored) {
                registered.events.push_back({event.id, event.type, event.version, event.seq});
                auto const leaf = ports_.codec.decode(event.leaf);
                if (leaf) registered.person = person_entered(leaf.value().event);
            }
            return registered;
        },
        [this, entry](std::exception_ptr const& failure, Registered registered) {
            if (failure) return finish_entry(entry, failed(failure));
            finish_entry(entry, std::move(registered));
        }
    );
}

void Desk::finish_entry(EntryPtr const& entry, std::variant<Registered, Failed> answer) {
    entry->reply(std::move(answer));
    std::exchange(entry->done, [] {})();
}

}  // namespace juece::service
