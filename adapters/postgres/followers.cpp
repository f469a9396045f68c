// Followers' positions in PostgreSQL.
#include "adapters/postgres/followers.hpp"

#include "workflow/core/assertion.hpp"

namespace juece::postgres {

namespace {

// clock_timestamp() and not now(): the statement may have waited for the row.
constexpr Statement acquire_lease{
    "acquire_lease",
    "insert into juece.follower as f (name, log, owner, epoch, lease_until) "
    "select $1::text, l.no, $3::text, 1, clock_timestamp() + $4::bigint * interval '1 millisecond' "
    "from juece.log l where l.name = $2::text "
    "on conflict (name, log) do update set "
    "  epoch = f.epoch + (f.owner <> excluded.owner)::int, owner = excluded.owner, "
    "  lease_until = clock_timestamp() + $4::bigint * interval '1 millisecond' "
    "where f.owner = excluded.owner or f.lease_until <= clock_timestamp() "
    "returning epoch, position"};

constexpr Statement advance_position{
    "advance_position",
    "update juece.follower f set position = $5::bigint from juece.log l "
    "where f.name = $1::text and l.name = $2::text and f.log = l.no and f.owner = $3::text and f.epoch = $4::bigint "
    "returning 1"};

// The owner is forgotten, so that even its own next lease has a new epoch.
constexpr Statement release_lease{
    "release_lease",
    "update juece.follower f set owner = '', lease_until = clock_timestamp() from juece.log l "
    "where f.name = $1::text and l.name = $2::text and f.log = l.no and f.owner = $3::text and f.epoch = $4::bigint"};

}  // namespace

PostgresFollowers::PostgresFollowers(FollowersSettings settings)
    : sessions_{settings.follower_dsn, settings.session, settings.connections, settings.patience} {}

PostgresFollowers::~PostgresFollowers() = default;

std::optional<ports::Lease> PostgresFollowers::acquire(
    std::string const& name, LogName const& log, std::string const& owner, std::chrono::milliseconds lease
) {
    JUECE_ASSERT(!owner.empty(), "a lease has an owner");
    auto const rows = sessions_.execute(
        acquire_lease,
        {Parameter::text(name),
         Parameter::text(log.text()),
         Parameter::text(owner),
         Parameter::bigint(static_cast<std::uint64_t>(lease.count()))}
    );
    return rows.empty() ? std::nullopt : std::optional{ports::Lease{rows.number(0, 0), rows.number(0, 1)}};
}

bool PostgresFollowers::advance(
    std::string const& name, LogName const& log, std::string const& owner, std::uint64_t epoch, std::uint64_t position
) {
    auto const rows = sessions_.execute(
        advance_position,
        {Parameter::text(name),
         Parameter::text(log.text()),
         Parameter::text(owner),
         Parameter::bigint(epoch),
         Parameter::bigint(position)}
    );
    return !rows.empty();
}

void PostgresFollowers::release(
    std::string const& name, LogName const& log, std::string const& owner, std::uint64_t epoch
) {
    sessions_.execute(
        release_lease,
        {Parameter::text(name), Parameter::text(log.text()), Parameter::text(owner), Parameter::bigint(epoch)}
    );
}

}  // namespace juece::postgres
