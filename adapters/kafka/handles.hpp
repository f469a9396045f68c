// RAII over librdkafka's C API. Only .cpp files of adapters/kafka include this; no public header does.
//
// librdkafka takes ownership in four places that a unique_ptr must respect: rd_kafka_new (conf, on success),
// produceva (headers, on success), CreateTopics (nothing), rd_kafka_topic_new (conf, always). A handle must be
// destroyed last, after every topic, queue, event and message made from it; else rd_kafka_destroy waits for ever.
// Errors: a property that librdkafka refuses → WorldError corrupt, for no retry helps. Threads: as librdkafka's
// handles, any.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <librdkafka/rdkafka.h>

#include "adapters/kafka/connection.hpp"

namespace juece::kafka {

template <auto destroy>
struct Destroy {
    template <class T>
    void operator()(T* owned) const {
        destroy(owned);
    }
};

using Conf = std::unique_ptr<rd_kafka_conf_t, Destroy<rd_kafka_conf_destroy>>;
using Handle = std::unique_ptr<rd_kafka_t, Destroy<rd_kafka_destroy>>;
using Topic = std::unique_ptr<rd_kafka_topic_t, Destroy<rd_kafka_topic_destroy>>;
using Queue = std::unique_ptr<rd_kafka_queue_t, Destroy<rd_kafka_queue_destroy>>;
using QueuedEvent = std::unique_ptr<rd_kafka_event_t, Destroy<rd_kafka_event_destroy>>;
using Message = std::unique_ptr<rd_kafka_message_t, Destroy<rd_kafka_message_destroy>>;
using Headers = std::unique_ptr<rd_kafka_headers_t, Destroy<rd_kafka_headers_destroy>>;
using Metadata = std::unique_ptr<rd_kafka_metadata_t const, Destroy<rd_kafka_metadata_destroy>>;
using NewTopic = std::unique_ptr<rd_kafka_NewTopic_t, Destroy<rd_kafka_NewTopic_destroy>>;
using Problem = std::unique_ptr<rd_kafka_error_t, Destroy<rd_kafka_error_destroy>>;

using Properties = std::vector<std::pair<std::string, std::string>>;

// A client of the given kind with `ours` under the connection's properties, `promises` above them; its events
// (delivery reports, errors) wait in the main queue and no thread of librdkafka calls our code.
Handle make_client(
    rd_kafka_type_t kind, Connection const& connection, Properties const& ours, Properties const& promises = {}
);

Topic make_topic(rd_kafka_t* client, std::string const& name);

}  // namespace juece::kafka
