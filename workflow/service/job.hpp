// One command on its way over the desk. Inner part of Desk's sources. Threads: the strand.
#pragma once

#include "workflow/service/desk.hpp"

namespace juece::service {

struct Desk::Job {
    CommandRequest request;
    Reply reply;
    Timestamp asked_at{};  // by the real clock
    DecisionId decision;
    Hash256 key{};
    Hash256 body{};
    rules::Performer who;
    dossier::Command command;
    int decided = 0;
    bool metered = false;                 // its refusal has been counted, and is to be recorded
    std::uint64_t suppressed_before = 0;  // refusals of this person that its attempt records with it
    bool read_anew = false;  // the log was asked what another node may have written
    bool waits = false;      // in a mailbox, from its admission to its answer
    Lane::Done done;
};

inline constexpr int decisions_max = 3;  // times a command is decided before the caller is asked to come back

std::size_t longest_leaf(ports::AppendItem const& item);

}  // namespace juece::service
