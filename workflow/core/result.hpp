// Result<T, E>: a value, or the reason why there is none. For outcomes that the law or a caller's input decides;
// a broken world throws (ports/world_error.hpp), a broken program asserts (core/assertion.hpp).
#pragma once

#include <boost/outcome/basic_result.hpp>
#include <boost/outcome/policy/terminate.hpp>
#include <boost/outcome/try.hpp>

namespace juece {

template <class T, class E>
using Result = boost::outcome_v2::basic_result<T, E, boost::outcome_v2::policy::terminate>;

}  // namespace juece
