// One function a part; names, help and labels stand here and nowhere else.
#include "tools/jueced/metrics.hpp"

#include <algorithm>

#include "adapters/http/router.hpp"
#include "adapters/metrics/page.hpp"
#include "adapters/metrics/process.hpp"
#include "workflow/service/service.hpp"

namespace juece::jueced {
namespace {

using metrics::Labels;
using metrics::Page;

// No name of a log has a bracket.
constexpr auto rehearsals = "(rehearsals)";

void write_node(Page& page, NodeFigures const& node) {
    page.gauge("juece_build_info", "Always 1; the labels say which program this is.")
        .sample(1, {{"version", JUECE_VERSION}});
    page.gauge("juece_statute_info", "Always 1; a table of a statute that this program knows, with its SHA-256.");
    for (auto const& [id, digest] : node.statutes)
        page.sample(1, {{"statute", id}, {"digest", digest}});
    page.gauge("juece_ready", "1 if the database answers and has its migrations, as looked at every five seconds.")
        .sample(node.ready);
    page.gauge("juece_io_thread_responding", "1 if the I/O thread gave its figures within a second.")
        .sample(node.strand.has_value());
    page.gauge("juece_pool_queue_length", "Pieces of blocking work that wait or run in the thread pool.")
        .sample(node.pool_queued);
    page.counter("juece_pool_rejected_total", "Pieces of blocking work refused because the queue was full.")
        .sample(node.pool_rejected);
    page.counter("juece_documents_dropped_total", "Documents dropped because no event named them within a day.")
        .sample(node.documents_dropped);
}

Labels labels_of(std::size_t at) {
    auto const routes = http::routes();
    if (at >= routes.size()) return {{"route", "none"}, {"method", "any"}};
    return {{"route", std::string{routes[at].pattern}}, {"method", std::string{routes[at].method}}};
}

void write_requests(Page& page, RequestFigures const& requests) {
    page.counter("juece_http_requests_total", "Answered requests; route \"none\" if path or method is unknown.");
    for (std::size_t at = 0; at < requests.routes.size(); ++at) {
        for (auto const& [status, count] : requests.routes[at].statuses) {
            auto labels = labels_of(at);
            labels.emplace_back("status", std::to_string(status));
            page.sample(count, labels);
        }
    }
    page.histogram("juece_http_request_duration_seconds", "From a request's head to its answer being written.");
    for (std::size_t at = 0; at < requests.routes.size(); ++at) {
        if (!requests.routes[at].statuses.empty()) page.sample(requests.routes[at].seconds, labels_of(at));
    }
    page.counter("juece_http_request_body_bytes_total", "Bytes of request bodies.").sample(requests.bytes_in);
    page.counter("juece_http_response_body_bytes_total", "Bytes of answers' bodies.").sample(requests.bytes_out);
    page.counter("juece_documents_uploaded_total", "Documents received.").sample(requests.documents);
    page.counter("juece_documents_uploaded_bytes_total", "Bytes of documents received.")
        .sample(requests.document_bytes);
}

void write_server(Page& page, http::ServerFigures const& server, FaultLog::Counts const& faults) {
    page.gauge("juece_http_connections", "Open connections.").sample(server.connections);
    page.counter("juece_http_connections_turned_away_total", "Connections beyond the limit.")
        .sample(server.turned_away);
    page.gauge("juece_http_long_polls", "Requests that wait for an event.").sample(server.polls);
    page.gauge("juece_http_uploads", "Documents being uploaded.").sample(server.uploads);
    page.gauge("juece_http_download_held_bytes", "Bytes of documents held for their readers.")
        .sample(server.download_bytes);
    page.counter("juece_faults_total", "What went wrong and is in the log, by the code of the problem.");
    for (auto const& [code, count] : faults)
        page.sample(count, {{"code", code}});
}

void write_service(Page& page, service::Figures const& service) {
    page.counter("juece_commands_total", "Decisions' commands by outcome; other codes: neither accepted nor refused.")
        .sample(service.accepted, {{"outcome", "accepted"}})
        .sample(service.repeated, {{"outcome", "repeated"}})
        .sample(service.refused, {{"outcome", "refused"}})
        .sample(service.dry_runs, {{"outcome", "dry_run"}});
    for (auto const& [problem, count] : service.failed)
        page.sample(count, {{"outcome", std::string{service::code(problem)}}});
    page.counter("juece_refusals_total", "Reasons of refusals by rule; a refused command may have several.");
    for (auto const& [rule, count] : service.refusals)
        page.sample(count, {{"rule", rule}});
    page.counter("juece_refusals_suppressed_total", "Refused commands only counted: over 30 a minute by one person.")
        .sample(service.suppressed);
    page.gauge("juece_commands_waiting", "Commands in mailboxes: waiting, being judged, or being committed.")
        .sample(service.waiting);
    page.gauge("juece_decisions_cached", "Decisions kept in memory.").sample(service.decisions);
}

void write_committer(Page& page, postgres::CommitterFigures const& committer) {
    page.gauge("juece_committer_items_waiting", "Appends waiting or under way.").sample(committer.waiting);
    page.counter("juece_committer_items_total", "Appends by outcome.")
        .sample(committer.appended, {{"outcome", "appended"}})
        .sample(committer.stale, {{"outcome", "stale"}})
        .sample(committer.missing, {{"outcome", "missing_document"}})
        .sample(committer.failed, {{"outcome", "failed"}})
        .sample(committer.rejected, {{"outcome", "rejected"}});
    page.counter("juece_committer_events_total", "Events appended to logs.").sample(committer.events);
    page.histogram("juece_committer_batch_items", "Appends that shared one transaction.").sample(committer.batch_items);
    page.histogram("juece_committer_batch_duration_seconds", "From a batch's cut to its settlement, retries included.")
        .sample(committer.batch_seconds);
    page.counter("juece_committer_database_errors_total", "Errors of the database while appending, each try counted.")
        .sample(committer.errors);
    page.counter("juece_committer_resubmissions_total", "Batches sent again after their connection was lost.")
        .sample(committer.resubmissions);
}

// A row for each log; rehearsals come and go by the thousand, so they share one, in which everything is summed up.
std::vector<std::pair<std::string, kafka::RelayedLogFigures>> rows_of(kafka::RelayFigures const& relay) {
    std::vector<std::pair<std::string, kafka::RelayedLogFigures>> rows;
    kafka::RelayedLogFigures sum;
    for (auto const& log : relay.logs) {
        if (!log.rehearsal) {
            rows.emplace_back(log.log.text(), log);
            continue;
        }
        sum.rehearsal = true;
        sum.leading = sum.leading || log.leading;
        sum.position += log.position;
        sum.next_seq += log.next_seq;
        sum.lag += log.lag;
        sum.parked_keys += log.parked_keys;
        if (!log.trouble.empty()) sum.trouble = log.trouble;
    }
    if (sum.rehearsal) rows.emplace_back(rehearsals, sum);
    return rows;
}

void write_relayed_logs(Page& page, kafka::RelayFigures const& relay, Timestamp now) {
    auto const rows = rows_of(relay);
    auto const each = [&](auto const& number) {
        for (auto const& [log, row] : rows)
            page.sample(number(row), {{"log", log}});
    };
    page.gauge("juece_relay_lease_held", "1 if this node sends the log's events to Kafka.");
    each([](auto const& row) { return row.leading; });
    page.gauge("juece_relay_log_events", "Events in the log.");
    each([](auto const& row) { return row.next_seq; });
    page.gauge("juece_relay_position", "Events of the log that are settled in Kafka; 0 unless the lease is held.");
    each([](auto const& row) { return row.position; });
    page.gauge(
        "juece_relay_behind_events", "Events of the log that are not settled in Kafka; 0 unless the lease is held."
    );
    each([](auto const& row) { return row.lag; });
    page.gauge("juece_relay_oldest_unsent_seconds", "Age of the first event that is not settled; 0 if there is none.");
    each([now](auto const& row) {
        return row.oldest ? std::max(0.0, std::chrono::duration<double>(now - *row.oldest).count()) : 0.0;
    });
    page.gauge("juece_relay_parked_keys", "Decisions whose events are parked; 0 unless the lease is held.");
    each([](auto const& row) { return row.parked_keys; });
    page.gauge("juece_relay_blocked", "1 if something about this log keeps its events from being sent.");
    each([](auto const& row) { return !row.trouble.empty(); });
}

void write_relay(Page& page, kafka::RelayFigures const& relay, Timestamp now) {
    page.gauge("juece_relay_kafka_reachable", "1 if Kafka answered last time.").sample(relay.kafka_reachable);
    page.gauge("juece_relay_log_reachable", "1 if the relay could read the log last time.").sample(relay.log_reachable);
    page.counter("juece_relay_events_total", "Events settled in Kafka by outcome; skipped: were there already.")
        .sample(relay.stored, {{"outcome", "stored"}})
        .sample(relay.skipped, {{"outcome", "skipped"}})
        .sample(relay.parked, {{"outcome", "parked"}});
    page.counter("juece_relay_producer_rebuilds_total", "Producers given up and made anew.").sample(relay.rebuilt);
    page.counter("juece_relay_errors_total", "Log lines of the relay at level error.").sample(relay.errors);
    write_relayed_logs(page, relay, now);
}

}  // namespace

std::string write_metrics(NodeFigures const& figures) {
    Page page;
    write_node(page, figures);
    if (figures.strand) {
        write_requests(page, figures.strand->requests);
        write_server(page, figures.strand->server, figures.strand->faults);
        write_service(page, figures.strand->service);
    }
    write_committer(page, figures.committer);
    if (figures.relay) write_relay(page, *figures.relay, figures.now);
    metrics::write_process(page, figures.started);
    return page.text();
}

}  // namespace juece::jueced
