// Personas of a rehearsal: each can be signed for, none has the name of nobody.
#include "adapters/crypto/hashing.hpp"
#include "tests/fuzz/targets.hpp"
#include "tools/juecectl/exit_code.hpp"
#include "tools/juecectl/personas.hpp"
#include "workflow/core/assertion.hpp"

namespace juece::fuzz {

std::string personas(std::string_view bytes) {
    static crypto::Hashing const hasher;
    try {
        auto const read = juecectl::parse_personas(bytes, "personas.toml", hasher);
        for (auto const& [name, label, person] : read) {
            JUECE_ASSERT(!name.empty() && !label.empty() && person.id != PersonId{}, "a persona is somebody");
            JUECE_ASSERT(!person.post.empty() && !person.organ.empty(), "a persona has a post in an organ");
            JUECE_ASSERT(person.auth == "rehearsal" && !person.roles.empty(), "a persona rehearses a role");
        }
        return "accepted";
    } catch (juecectl::UsageError const& error) {
        JUECE_ASSERT(std::string_view{error.what()}.starts_with("personas.toml"), "an error names the file");
        return "refused";
    }
}

}  // namespace juece::fuzz
