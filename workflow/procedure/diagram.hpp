// Pictures and pages derived from a statute's table: nobody draws the procedure by hand. Pure; threads: any.
#pragma once

#include <string>

#include "workflow/procedure/statute.hpp"

namespace juece::procedure {

// Mermaid stateDiagram-v2, one block per region, Chinese labels.
std::string mermaid(Statute const& statute);

// docs/procedure.md: the diagram, every row with its article and rules in the words of the law, every command's fields.
std::string markdown(Statute const& statute);

}  // namespace juece::procedure
