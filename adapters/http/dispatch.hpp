// From a request to its answer: target, route, token, query, body, handler; whatever goes wrong becomes a problem here.
//
// Never throws: a defect or a broken world is a 500 or 503 whose cause is reported under the request's id.
#pragma once

#include <string>

#include "adapters/http/exchange.hpp"

namespace juece::http {

struct Answer {
    Reply reply;
    std::string code;    // of the problem, if it is one
    std::string person;  // who asked, if known
};

// `exchange->body` is the request's body; `target` is as sent.
boost::asio::awaitable<Answer> dispatch(ExchangePtr exchange, std::string target);

// A trouble as an answer, its cause reported.
Answer answer_to(Exchange const& exchange, Trouble const& trouble);

}  // namespace juece::http
