// 重大行政决策程序暂行条例 (国务院令第713号, published 2019-04-20, in force 2019-09-01) as data.
#pragma once

#include "workflow/procedure/statute.hpp"

namespace juece::procedure::d713_2019 {

extern Statute const statute;

}  // namespace juece::procedure::d713_2019
