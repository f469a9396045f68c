// Verification of a decision's history, leaf by leaf.
#include "tools/scenario/replay.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "workflow/procedure/machine.hpp"

namespace juece::scenario {
namespace {

using namespace std::string_view_literals;

class Replayer {
public:
    Replayer(ports::EventCodec const& codec, ports::Hasher const& hasher) : codec_{codec}, hasher_{hasher} {}

    void take(Stored const& stored) {
        auto const hash = hasher_.digest({"\0"sv, stored.leaf});
        if (hash != stored.hash) differ(stored.version, "叶的散列与所称不符");
        auto decoded = codec_.decode(stored.leaf);
        if (!decoded) {
            differ(stored.version, fmt::format("叶无法解读:{}({})", decoded.error().message, decoded.error().code));
        } else {
            check(stored, decoded.value());
            step(decoded.value().event);
            result_.leaves.push_back(std::move(decoded).value());
        }
        last_ = hash;
        ++version_;
    }

    Replay finish() {
        if (machine_) {
            for (auto const& chapter : machine_->statute().chapters) {
                result_.states.emplace_back(
                    procedure::code(chapter.region), procedure::code(machine_->state(chapter.region))
                );
            }
        }
        return std::move(result_);
    }

private:
    void differ(std::uint64_t version, std::string what) {
        result_.differences.push_back(fmt::format("第 {} 版:{}", version, what));
    }

    void check(Stored const& stored, ports::Leaf const& leaf) {
        auto const expected = version_ + 1;
        if (leaf.event.version != expected) differ(leaf.event.version, fmt::format("版本不连续,应为 {}", expected));
        if (leaf.event.version != stored.version) differ(stored.version, "叶中的版本与所称不符");
        if (leaf.frame.prev != last_) differ(leaf.event.version, "prev 不是上一片叶的散列");
        if (stored.prev != leaf.frame.prev) differ(leaf.event.version, "叶中的 prev 与所称不符");
        if (leaf.frame.stream != stored.stream) differ(leaf.event.version, "叶不属于这条流");
        if (!stream_.empty() && leaf.frame.stream != stream_) differ(leaf.event.version, "叶属于另一条流");
        stream_ = leaf.frame.stream;
    }

    void step(procedure::Event const& event) {
        if (!machine_ && !start(event)) return;
        if (!event.step) return;
        try {
            machine_->replay(event.version, *event.step);
        } catch (procedure::CorruptHistory const& corrupt) {
            differ(event.version, fmt::format("状态机不能走这一步:{}", corrupt.what()));
        }
    }

    // The statute that the first event pins decides which machines are driven.
    bool start(procedure::Event const& event) {
        auto const* statute = event.basis.statute ? procedure::find_statute(event.basis.statute->id) : nullptr;
        if (statute == nullptr) {
            differ(event.version, "没有写明所依据的程序表,或者它不为本程序所知");
            return false;
        }
        machine_.emplace(procedure::Machine::of(*statute));
        return true;
    }

    ports::EventCodec const& codec_;
    ports::Hasher const& hasher_;
    std::optional<procedure::Machine> machine_;
    std::string stream_;
    std::uint64_t version_ = 0;
    Digest last_{};
    Replay result_;
};

}  // namespace

Replay replay(std::span<Stored const> history, ports::EventCodec const& codec, ports::Hasher const& hasher) {
    Replayer replayer{codec, hasher};
    for (auto const& stored : history)
        replayer.take(stored);
    return replayer.finish();
}

std::vector<std::string> compare(States const& replayed, States const& claimed) {
    std::vector<std::string> differences;
    auto const find = [](States const& states, std::string const& region) {
        auto const at =
            std::find_if(states.begin(), states.end(), [&](auto const& entry) { return entry.first == region; });
        return at != states.end() ? at->second : std::string{"?"};
    };
    for (auto const& [region, state] : replayed) {
        if (auto const other = find(claimed, region); other != state) {
            differences.push_back(fmt::format("{}:重放得到 {},服务器说 {}", region, state, other));
        }
    }
    for (auto const& [region, state] : claimed) {
        if (find(replayed, region) == "?") {
            differences.push_back(fmt::format("{}:服务器说 {},重放没有这个区域", region, state));
        }
    }
    return differences;
}

}  // namespace juece::scenario
