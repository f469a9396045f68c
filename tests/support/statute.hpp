// STATUTE("D713 15(1)"): marks the running test with the article that it guards; the mark lands in the XML report.
#pragma once

#include <gtest/gtest.h>

#define STATUTE(article) ::testing::Test::RecordProperty("statute", (article))
