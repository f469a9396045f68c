// Reads the envelope of a command, collecting every fault.
#include "adapters/codec/request.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include <fmt/format.h>

#include "adapters/codec/json.hpp"

namespace juece::codec {
namespace {

// A hostile body must not make an answer many times its own size.
constexpr std::size_t faults_max = 100;

// An object of the request, and where it stands in it.
struct Part {
    Object const& object;
    std::string pointer;
};

class Reading {
public:
    Faults take() { return std::move(faults_); }
    bool failed() const { return !faults_.empty(); }

    void fault(std::string_view code, std::string pointer, std::string message) {
        if (faults_.size() < faults_max) faults_.push_back({std::string{code}, std::move(pointer), std::move(message)});
    }

    void refuse_others(Part const& part, std::initializer_list<std::string_view> known) {
        for (auto const& [key, value] : part.object) {
            if (std::find(known.begin(), known.end(), key) == known.end())
                fault("unknown_field", at(part, key), fmt::format("不认识的成员“{}”", key));
        }
    }

    // Nothing if absent; absence of a required one and emptiness are faults.
    std::optional<std::string> text(Part const& part, std::string_view key, bool required) {
        auto const* value = find(part, key, required);
        if (value == nullptr) return std::nullopt;
        auto const* string = value->string();
        if (string == nullptr) {
            fault("wrong_type", at(part, key), fmt::format("“{}”应当是文本", key));
            return std::nullopt;
        }
        if (string->empty()) {
            fault("empty_text", at(part, key), fmt::format("“{}”不得为空;没有内容时应当省略", key));
            return std::nullopt;
        }
        return *string;
    }

    Object const* object(Part const& part, std::string_view key, bool required) {
        auto const* value = find(part, key, required);
        if (value == nullptr) return nullptr;
        if (value->object() == nullptr) fault("wrong_type", at(part, key), fmt::format("“{}”应当是对象", key));
        return value->object();
    }

    // Calls `each` with every element that is an object.
    template <class Each>
    void objects(Part const& part, std::string_view key, Each each) {
        auto const* value = find(part, key, false);
        if (value == nullptr) return;
        auto const* list = value->list();
        if (list == nullptr) return fault("wrong_type", at(part, key), fmt::format("“{}”应当是列表", key));
        for (std::size_t i = 0; i < list->size(); ++i) {
            auto pointer = fmt::format("{}/{}", at(part, key), i);
            if (auto const* element = (*list)[i].object()) {
                each(Part{*element, std::move(pointer)});
            } else {
                fault("wrong_type", std::move(pointer), "列表的每一项应当是对象");
            }
        }
    }

    static std::string at(Part const& part, std::string_view key) { return part.pointer + '/' + pointer_step(key); }

private:
    Value const* find(Part const& part, std::string_view key, bool required) {
        auto const* value = part.object.find(key);
        if (value == nullptr && required) fault("missing_field", at(part, key), fmt::format("缺少“{}”", key));
        return value;
    }

    Faults faults_;
};

Hash256 read_hash(Reading& reading, Part const& part, std::string_view key) {
    auto const text = reading.text(part, key, true);
    if (!text) return {};
    auto const hash = parse_hash(*text);
    if (!hash)
        reading.fault("bad_digest", Reading::at(part, key), fmt::format("“{}”应当是 64 位小写十六进制数字", key));
    return hash.value_or(Hash256{});
}

procedure::Document read_document(Reading& reading, Part const& part) {
    procedure::Document document;
    reading.refuse_others(part, {"role", "digest", "number"});
    document.role = reading.text(part, "role", true).value_or("");
    document.number = reading.text(part, "number", false).value_or("");
    if (auto const* object = reading.object(part, "digest", true)) {
        Part const digest{*object, Reading::at(part, "digest")};
        reading.refuse_others(digest, {"sha256", "sm3"});
        document.digest = Digest{read_hash(reading, digest, "sha256"), read_hash(reading, digest, "sm3")};
    }
    return document;
}

rules::Reason read_reason(Reading& reading, Part const& part) {
    reading.refuse_others(part, {"rule", "text"});
    return {reading.text(part, "rule", true).value_or(""), reading.text(part, "text", true).value_or("")};
}

std::optional<Timestamp> read_time(Reading& reading, Part const& part, std::string_view key) {
    auto const text = reading.text(part, key, false);
    if (!text) return std::nullopt;
    auto const time = parse_timestamp(*text);
    if (!time) {
        reading.fault(
            "bad_time",
            Reading::at(part, key),
            fmt::format("“{}”应当是 YYYY-MM-DDTHH:MM:SS.ffffffZ 形式的 UTC 时刻", key)
        );
    }
    return time;
}

PostCode read_post(Reading& reading, Part const& part, std::string_view key) {
    auto const text = reading.text(part, key, true);
    if (!text) return {};
    auto const post = PostCode::parse(*text);
    if (!post) reading.fault("bad_post", Reading::at(part, key), fmt::format("“{}”应当是岗位代码", key));
    return post.value_or(PostCode{});
}

ParsedPerformer read_performer(Reading& reading, Part const& part) {
    reading.refuse_others(part, {"person", "post"});
    ParsedPerformer performer;
    if (auto const text = reading.text(part, "person", true)) {
        auto const person = PersonId::parse(*text);
        if (!person) reading.fault("bad_person", Reading::at(part, "person"), "“person”应当是人员编号(UUID)");
        performer.person = person.value_or(PersonId{});
    }
    performer.post = read_post(reading, part, "post");
    return performer;
}

ParsedLateEntry read_late_entry(Reading& reading, Part const& part) {
    reading.refuse_others(part, {"reason", "approved_by"});
    return {reading.text(part, "reason", true).value_or(""), read_post(reading, part, "approved_by")};
}

// What every command has: its name, when it was done, its data, its documents.
void read_envelope(Reading& reading, Part const& request, ParsedCommand& command) {
    command.command = reading.text(request, "command", true).value_or("");
    command.occurred_at = read_time(reading, request, "occurred_at");
    if (auto const* data = reading.object(request, "data", false)) command.data = *data;
    reading.objects(request, "documents", [&](Part const& part) {
        command.documents.push_back(read_document(reading, part));
    });
}

template <class Parsed, class Read>
Result<Parsed, Faults> read_request(std::string_view body, Read read) {
    auto const parsed = parse(body);
    if (!parsed) return Faults{{parsed.error().code, parsed.error().pointer, parsed.error().message}};
    auto const* object = parsed.value().object();
    if (object == nullptr) return Faults{{"wrong_type", "", "请求体应当是 JSON 对象"}};
    Reading reading;
    Parsed request;
    read(reading, Part{*object, ""}, request);
    if (reading.failed()) return reading.take();
    return request;
}

}  // namespace

Result<ParsedCommand, Faults> parse_command_request(std::string_view body) {
    return read_request<ParsedCommand>(body, [](Reading& reading, Part const& request, ParsedCommand& command) {
        reading.refuse_others(
            request, {"command", "occurred_at", "data", "documents", "reasons", "performer", "late_entry"}
        );
        read_envelope(reading, request, command);
        reading.objects(request, "reasons", [&](Part const& part) {
            command.reasons.push_back(read_reason(reading, part));
        });
        if (auto const* performer = reading.object(request, "performer", false))
            command.performer = read_performer(reading, {*performer, Reading::at(request, "performer")});
        if (auto const* late = reading.object(request, "late_entry", false))
            command.late_entry = read_late_entry(reading, {*late, Reading::at(request, "late_entry")});
    });
}

Result<ParsedCommand, Faults> parse_register_request(std::string_view body) {
    return read_request<ParsedCommand>(body, [](Reading& reading, Part const& request, ParsedCommand& command) {
        reading.refuse_others(request, {"command", "occurred_at", "data", "documents"});
        read_envelope(reading, request, command);
    });
}

Result<ParsedRules, Faults> parse_rules_request(std::string_view body) {
    return read_request<ParsedRules>(body, [](Reading& reading, Part const& request, ParsedRules& rules) {
        reading.refuse_others(request, {"command", "data"});
        rules.command = reading.text(request, "command", true).value_or("");
        if (auto const* data = reading.object(request, "data", true)) rules.data = *data;
    });
}

bool is_malformed(Faults const& faults) {
    return std::any_of(faults.begin(), faults.end(), [](auto const& fault) { return is_malformed(fault.code); });
}

}  // namespace juece::codec
