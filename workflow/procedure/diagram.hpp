// Pictures and pages derived from a statute's table: nobody draws the procedure by hand. Pure; threads: any.
#pragma once

#include <string>

#include "workflow/procedure/statute.hpp"

namespace juece::procedure {

// A Mermaid flowchart with Chinese labels, one block per region: a rounded box where a region begins, a framed one
// where it can end, a dashed arrow for what follows from another act.
std::string mermaid(Statute const& statute);
std::string mermaid(ChapterView const& chapter);  // one region alone

// docs/procedure.md: per region its picture, every row with its article and rules, the articles in the words of the
// law; then the acts of record, every rule, every command's fields.
std::string markdown(Statute const& statute);

}  // namespace juece::procedure
