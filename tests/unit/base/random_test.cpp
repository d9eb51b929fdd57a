#include "base/random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace dynarocks {
namespace {

std::string random_request_id() {
  std::string id;
  append_random_request_id(id);
  return id;
}

TEST(RandomRequestId, HasTheFormOfTheHeader) {
  for (int i = 0; i < 1000; ++i) {
    const std::string id = random_request_id();
    EXPECT_EQ(id.size(), 52U);
    EXPECT_EQ(id.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"), std::string::npos);
  }
}

TEST(RandomRequestId, UsesTheWholeAlphabetAtEveryPlace) {
  std::vector<std::set<char>> seen(52);
  for (int i = 0; i < 2000; ++i) {
    const std::string id = random_request_id();
    for (std::size_t place = 0; place < id.size(); ++place) seen[place].insert(id[place]);
  }
  for (const auto& characters : seen) EXPECT_EQ(characters.size(), 36U);
}

TEST(RandomRequestId, IsAppended) {
  std::string text = "id ";
  append_random_request_id(text);
  EXPECT_TRUE(text.starts_with("id "));
  EXPECT_EQ(text.size(), 55U);
}

TEST(RandomUuid, IsVersion4) {
  for (int i = 0; i < 1000; ++i) {
    EXPECT_THAT(random_uuid(),
                testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
                                      "[0-9a-f]{12}"));
  }
}

TEST(Random, ThreadsDoNotRepeatEachOther) {
  std::vector<std::set<std::string>> ids(4);
  std::vector<std::thread> threads;
  for (auto& mine : ids) {
    threads.emplace_back([&mine] {
      for (int i = 0; i < 1000; ++i) mine.insert(random_uuid());
    });
  }
  for (auto& thread : threads) thread.join();
  std::set<std::string> all;
  for (const auto& mine : ids) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), 4000U);
}

}  // namespace
}  // namespace dynarocks
