// A real broker for tests: the one that JUECE_TEST_KAFKA names, or one of the test's own that it may stop and kill.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "adapters/kafka/reader.hpp"
#include "workflow/core/id.hpp"

namespace juece::kafka {

// Nothing if no broker is given: such tests are skipped.
std::optional<Connection> given_broker();

// Every record of a topic, in the order of its partitions' ends arriving; empty if it does not exist.
std::vector<Record> read_topic(Connection const& connection, std::string const& topic);

// What an administrator does. False if the broker said no.
bool set_topic_limit(Connection const& connection, std::string const& topic, int message_bytes_max);
bool delete_topic(Connection const& connection, std::string const& topic);
bool release_key(Connection const& connection, std::string const& parked_topic, std::string const& key);

// A broker under a temporary folder, by deploy/local/kafka.sh; its jars by JUECE_KAFKA_LIB. Removed with everything
// in it.
class OwnBroker {
public:
    static bool is_possible();

    OwnBroker();
    ~OwnBroker();
    OwnBroker(OwnBroker const&) = delete;
    OwnBroker& operator=(OwnBroker const&) = delete;

    Connection connection() const;
    void start();
    void stop();
    void kill();
    void suspend();  // SIGSTOP: it is there and says nothing
    void resume();

private:
    void run(std::string const& action) const;
    int pid() const;
    std::filesystem::path folder_;
};

}  // namespace juece::kafka
