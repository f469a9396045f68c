// One try for the whole service.
#include "workflow/service/then.hpp"

namespace juece::service {

void go_on(Then const& then, std::exception_ptr const& failure) {
    if (failure) return then(failure);
    std::exception_ptr broken;
    try {
        then(nullptr);
    } catch (...) {
        broken = std::current_exception();
    }
    if (broken) then(broken);
}

}  // namespace juece::service
