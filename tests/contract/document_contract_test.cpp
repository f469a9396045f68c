// What a document store promises (workflow/ports/document_store.hpp), on the twin and on PostgreSQL.
#include <gtest/gtest.h>

#include "tests/contract/store_world.hpp"

namespace juece::test {
namespace {

class DocumentContract : public StoreContract {
protected:
    std::string bytes_of(std::string_view content) {
        std::string bytes;
        EXPECT_TRUE(world_->documents().read(name_, digest_of(content).sha256, [&](std::string_view chunk) {
            bytes += chunk;
        }));
        return bytes;
    }
};

std::string long_text(std::size_t bytes) {
    std::string text;
    for (std::size_t n = 0; text.size() < bytes; ++n)
        text += std::to_string(n * 7919) + '\0';
    text.resize(bytes);
    return text;
}

TEST_P(DocumentContract, ADocumentComesBackAsItWasSent) {
    for (auto const size : {std::size_t{1}, std::size_t{262'144}, std::size_t{262'145}, std::size_t{900'000}}) {
        auto const content = long_text(size);
        auto const upload = world_->documents().begin(name_);
        for (std::size_t at = 0; at < content.size(); at += 50'001)
            upload->add(std::string_view{content}.substr(at, 50'001));
        auto const info = upload->finish(digest_of(content), "application/pdf");
        EXPECT_EQ(info.size, size);
        EXPECT_EQ(info.digest, digest_of(content));
        EXPECT_EQ(info.media_type, "application/pdf");
        EXPECT_EQ(bytes_of(content), content);
        auto const known = world_->documents().info(name_, digest_of(content).sha256);
        ASSERT_TRUE(known);
        EXPECT_EQ(known->digest, info.digest);
        EXPECT_EQ(known->size, size);
    }
}

TEST_P(DocumentContract, AnEmptyDocumentIsADocument) {
    auto const info = world_->documents().begin(name_)->finish(digest_of(""), "text/plain");
    EXPECT_EQ(info.size, 0U);
    EXPECT_EQ(bytes_of(""), "");
}

TEST_P(DocumentContract, AnUploadThatIsNotFinishedCannotBeSeen) {
    auto const content = long_text(300'000);
    auto upload = world_->documents().begin(name_);
    upload->add(content);
    EXPECT_FALSE(world_->documents().info(name_, digest_of(content).sha256));
    upload.reset();
    EXPECT_FALSE(world_->documents().info(name_, digest_of(content).sha256));
    EXPECT_FALSE(world_->documents().read(name_, digest_of(content).sha256, [](std::string_view) { FAIL(); }));
}

TEST_P(DocumentContract, TheSameBytesAreOneDocument) {
    auto const content = long_text(300'000);
    auto first = world_->documents().begin(name_);
    auto second = world_->documents().begin(name_);
    first->add(content);
    second->add(content);
    EXPECT_EQ(first->finish(digest_of(content), "text/plain").media_type, "text/plain");
    // What was first said about the bytes stays.
    EXPECT_EQ(second->finish(digest_of(content), "application/pdf").media_type, "text/plain");
    EXPECT_EQ(bytes_of(content), content);
}

TEST_P(DocumentContract, DocumentsBelongToTheirLog) {
    upload(world_->documents(), name_, "here");
    auto const other = fresh_log_name();
    ASSERT_TRUE(world_->log().open(other, true, false, {make_.opening()}));
    EXPECT_FALSE(world_->documents().info(other, digest_of("here").sha256));
    EXPECT_FALSE(world_->documents().read(other, digest_of("here").sha256, [](std::string_view) { FAIL(); }));
}

INSTANTIATE_TEST_SUITE_P(Stores, DocumentContract, ::testing::Values("memory", "postgres"), store_kind);

}  // namespace
}  // namespace juece::test
