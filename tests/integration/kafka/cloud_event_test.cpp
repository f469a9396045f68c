// The attributes of an event in Kafka's headers.
#include "adapters/kafka/cloud_event.hpp"

#include <gtest/gtest.h>

#include "adapters/kafka/topics.hpp"
#include "tests/integration/kafka/sample.hpp"

namespace juece::kafka {
namespace {

std::string const decision = "decision/0192e0a1-aaaa-8bbb-8ccc-000000000001";

TEST(CloudEvent, HeadersSayWhatTheContractSays) {
    Sample sample;
    sample.append(decision, 2);
    auto const event = sample.events().at(2);
    auto const headers = headers_of(*attributes_of(sample.name(), event));
    EXPECT_EQ(header(headers, "ce_specversion"), "1.0");
    EXPECT_EQ(header(headers, "ce_id"), event.id.text());
    EXPECT_EQ(header(headers, "ce_source"), "urn:juece:" + sample.name().text());
    EXPECT_EQ(header(headers, "ce_type"), "cn.gov.juece.public_comment.opened.v1");
    EXPECT_EQ(header(headers, "ce_subject"), decision);
    EXPECT_EQ(header(headers, "ce_time"), text(event.recorded_at));
    EXPECT_EQ(header(headers, "ce_dataschema"), "urn:juece:schema:cn.gov.juece.public_comment.opened.v1");
    EXPECT_EQ(header(headers, "content-type"), "application/json");
    EXPECT_EQ(header(headers, "ce_sequence"), "00000000000000000002");
    EXPECT_EQ(header(headers, "ce_streamversion"), "2");
    EXPECT_EQ(header(headers, "ce_partitionkey"), "0192e0a1-aaaa-8bbb-8ccc-000000000001");
    EXPECT_EQ(header(headers, "ce_leafhash"), hex(event.hash.sha256));
    EXPECT_EQ(header(headers, "ce_leafhashsm3"), hex(event.hash.sm3));
    auto const before = sample.events().at(1).hash;
    EXPECT_EQ(header(headers, "ce_prevhash"), hex(before.sha256));
    EXPECT_EQ(header(headers, "ce_prevhashsm3"), hex(before.sm3));
    EXPECT_EQ(headers.size(), 15U);
}

TEST(CloudEvent, HeadersAndLeafGiveTheSameAttributes) {
    Sample sample;
    sample.append(decision, 3);
    for (auto const& event : sample.events()) {
        auto const written = *attributes_of(sample.name(), event);
        EXPECT_EQ(parse_headers(headers_of(written)).value(), written);
        EXPECT_EQ(attributes_in(event.leaf, event.seq, sample.hasher()).value(), written);
    }
}

TEST(CloudEvent, NamesTheHeaderThatIsWrong) {
    Sample sample;
    auto headers = headers_of(*attributes_of(sample.name(), sample.events().front()));
    headers.emplace_back("ce_traceparent", "whatever comes later is ignored");
    EXPECT_TRUE(parse_headers(headers));
    auto missing = headers;
    std::erase_if(missing, [](auto const& each) { return each.first == "ce_leafhashsm3"; });
    EXPECT_EQ(parse_headers(missing).error(), "header ce_leafhashsm3 is missing");
    for (auto& [name, value] : headers) {
        if (name == "ce_time") value = "yesterday";
    }
    EXPECT_EQ(parse_headers(headers).error(), "header ce_time cannot be read: yesterday");
}

TEST(CloudEvent, ADecisionAndItsAttemptsShareAKey) {
    EXPECT_EQ(partition_key("decision/x"), "x");
    EXPECT_EQ(partition_key("attempts/x"), "x");
    EXPECT_EQ(partition_key("register"), "register");
    EXPECT_EQ(partition_key("rules/profile/shanghai/minhang"), "rules/profile/shanghai/minhang");
}

TEST(CloudEvent, ALogThatKafkaCannotNameHasNoTopic) {
    EXPECT_EQ(events_topic(*LogName::parse("310112")), "juece.310112.events.v1");
    EXPECT_EQ(parked_topic(*LogName::parse("310112")), "juece.310112.parked.v1");
    EXPECT_EQ(events_topic(*LogName::parse("a:b")), std::nullopt);
    EXPECT_EQ(events_topic(*LogName::parse("a/b")), std::nullopt);
}

}  // namespace
}  // namespace juece::kafka
