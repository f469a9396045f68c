// Cutting a line into words, with columns counted in characters.
#include "tools/scenario/lexer.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace juece::scenario {
namespace {

struct Quotation {
    std::string_view opening;
    std::string_view closing;
};
constexpr std::array quotations{Quotation{"「", "」"}, Quotation{"\"", "\""}};

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

class Lexer {
public:
    Lexer(std::string_view text, Place begin, std::vector<Mistake>& mistakes)
        : rest_{text}, at_{begin}, mistakes_{mistakes} {}

    std::vector<Word> words() {
        std::vector<Word> words;
        for (;;) {
            while (!rest_.empty() && is_blank(rest_.front()))
                skip(1);
            if (rest_.empty()) return words;
            words.push_back(word());
        }
    }

private:
    void skip(std::size_t bytes) {
        for (std::size_t i = 0; i < bytes; ++i) {
            if (begins_character(rest_[i])) ++at_.column;
        }
        rest_.remove_prefix(bytes);
    }

    Word word() {
        Word word;
        word.at = at_;
        if (auto quoted = quotation()) {
            word.text = *quoted;
            word.is_quoted = true;
            return word;
        }
        while (!rest_.empty() && !is_blank(rest_.front())) {
            if (rest_.front() == '=' && !word.is_pair && !word.text.empty() && !rest_.starts_with("=>")) {
                word.is_pair = true;
                word.name = word.text;
                word.text += '=';
                skip(1);
                word.value_at = at_;
                if (rest_.starts_with('[')) {
                    word.value = list();
                } else if (auto quoted = quotation()) {
                    word.value = *quoted;
                }
                word.text += word.value;
                continue;
            }
            word.text += rest_.front();
            if (word.is_pair) word.value += rest_.front();
            skip(1);
        }
        return word;
    }

    // A list that begins here, to its bracket or to the end: what is wrong inside is found when it is read as rows.
    std::string list() {
        std::size_t end = 1;
        while (end < rest_.size() && rest_[end] != ']')
            end += quotation_bytes(rest_.substr(end));
        std::string text{rest_.substr(0, end + 1)};
        skip(std::min(end + 1, rest_.size()));
        return text;
    }

    // How far to go on: over a whole quotation, or one byte.
    static std::size_t quotation_bytes(std::string_view from) {
        for (auto const& marks : quotations) {
            if (!from.starts_with(marks.opening)) continue;
            auto const closing = from.find(marks.closing, marks.opening.size());
            return closing == std::string_view::npos ? from.size() : closing + marks.closing.size();
        }
        return 1;
    }

    // The text of a quotation that begins here.
    std::optional<std::string> quotation() {
        for (auto const& marks : quotations) {
            if (!rest_.starts_with(marks.opening)) continue;
            auto const begin = at_;
            skip(marks.opening.size());
            auto const end = rest_.find(marks.closing);
            std::string text{rest_.substr(0, end)};
            if (end == std::string_view::npos) {
                mistakes_.push_back(
                    {begin,
                     fmt::format("引号 {} 没有结束", marks.opening),
                     fmt::format("在文字之后写 {}", marks.closing)}
                );
                skip(rest_.size());
            } else {
                skip(end + marks.closing.size());
            }
            return text;
        }
        return std::nullopt;
    }

    std::string_view rest_;
    Place at_;
    std::vector<Mistake>& mistakes_;
};

}  // namespace

std::vector<Word> words_of(std::string_view text, Place begin, std::vector<Mistake>& mistakes) {
    return Lexer{text, begin, mistakes}.words();
}

}  // namespace juece::scenario
