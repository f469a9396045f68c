// The words of the articles that D713's rows rest on, as published (原文). Constant data.
#pragma once

#include <array>

#include "workflow/procedure/statute.hpp"

namespace juece::procedure::d713_2019 {

extern std::array<ArticleText, 37> const articles;  // in the order of the sources, none twice

}  // namespace juece::procedure::d713_2019
