// Signals on their way to somebody who can act on them.
//
// SIGTERM, SIGINT and SIGHUP are held from the beginning of main() until the server has its handlers, and again once
// they are gone: none of them ends the process in between. Threads: the main one, before it makes others.
#pragma once

namespace juece::jueced {

void hold_signals();
void release_signals();  // what came meanwhile is delivered now

}  // namespace juece::jueced
