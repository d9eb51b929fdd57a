#include "app/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

namespace dynarocks::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

using Variables = std::map<std::string, std::string>;

CommandLine parse(const std::vector<std::string>& arguments, const Variables& variables = {}) {
  return parse_command_line(arguments, [&](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  });
}

ServerOptions server_options(const std::vector<std::string>& arguments,
                             const Variables& variables = {}) {
  const CommandLine parsed = parse(arguments, variables);
  EXPECT_TRUE(parsed.serve) << parsed.error;
  return parsed.serve ? parsed.serve->server : ServerOptions();
}

/// A configuration file that lives as long as the test.
class ConfigFile {
 public:
  explicit ConfigFile(const std::string& text)
      : path_(testing::TempDir() + "dynarocks-" +
              testing::UnitTest::GetInstance()->current_test_info()->name() + ".toml") {
    std::ofstream(path_) << text;
  }
  ~ConfigFile() { std::filesystem::remove(path_); }
  ConfigFile(const ConfigFile&) = delete;
  ConfigFile& operator=(const ConfigFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

TEST(CommandLine, ChecksSignaturesOfTheKeysInAFile) {
  EXPECT_EQ(server_options({}).authentication, AuthenticationMode::none);
  const ServerOptions options = server_options({"--auth=sigv4", "--credentials", "keys"});
  EXPECT_EQ(options.authentication, AuthenticationMode::sigv4);
  EXPECT_EQ(options.credentials_file, "keys");
  EXPECT_EQ(server_options({}, {{"DYNAROCKS_AUTH", "sigv4"}, {"DYNAROCKS_CREDENTIALS", "keys"}})
                .credentials_file,
            "keys");
}

TEST(CommandLine, NeedsTheKeysForSignaturesAndSignaturesForTheKeys) {
  const CommandLine no_keys = parse({"--auth=sigv4"});
  EXPECT_EQ(no_keys.exit_code, 2);
  EXPECT_EQ(no_keys.error,
            "dynarocks: --auth=sigv4 needs the keys that may sign: --credentials FILE. See "
            "dynarocks --help");
  const CommandLine unchecked = parse({"--credentials=keys"});
  EXPECT_EQ(unchecked.exit_code, 2);
  EXPECT_EQ(unchecked.error,
            "dynarocks: --credentials has no effect without --auth=sigv4; give both or none. See "
            "dynarocks --help");
}

TEST(CommandLine, ServesWithDefaults) {
  const ServerOptions options = server_options({});
  EXPECT_EQ(options.host, "127.0.0.1");
  EXPECT_EQ(options.port, 8000);
  EXPECT_EQ(options.data_dir, "dynarocks-data");
  EXPECT_FALSE(options.in_memory);
  EXPECT_EQ(options.durability, Durability::wal);
  EXPECT_EQ(options.threads, 0u);
  EXPECT_EQ(options.max_connections, 10'000u);
  EXPECT_EQ(options.request_timeout, std::chrono::seconds(60));
  EXPECT_EQ(options.idle_timeout, std::chrono::seconds(300));
  EXPECT_FALSE(options.shared_db);
  EXPECT_EQ(options.validation_layer, ValidationLayer::current);
  EXPECT_EQ(options.cors_origins, "*");
  EXPECT_FALSE(options.admin);
  EXPECT_TRUE(server_options({"--admin"}).admin);
  const Settings settings = *parse({}).serve;
  EXPECT_EQ(settings.log_level, log::Level::info);
  EXPECT_EQ(settings.log_format, log::Format::text);
}

TEST(CommandLine, ReadsEveryFlag) {
  const CommandLine parsed =
      parse({"--host", "0.0.0.0", "--port=0", "--data-dir", "/d", "--durability=fsync", "--threads",
             "3", "--max-connections=7", "--request-timeout=0.5", "--idle-timeout=2", "--shared-db",
             "--validation-layer=classic", "--cors=http://a,http://b", "--log-level=debug",
             "--log-format=json"});
  ASSERT_TRUE(parsed.serve) << parsed.error;
  const ServerOptions& options = parsed.serve->server;
  EXPECT_EQ(options.host, "0.0.0.0");
  EXPECT_EQ(options.port, 0);
  EXPECT_EQ(options.data_dir, "/d");
  EXPECT_EQ(options.durability, Durability::fsync);
  EXPECT_EQ(options.threads, 3u);
  EXPECT_EQ(options.max_connections, 7u);
  EXPECT_EQ(options.request_timeout, std::chrono::milliseconds(500));
  EXPECT_EQ(options.idle_timeout, std::chrono::seconds(2));
  EXPECT_TRUE(options.shared_db);
  EXPECT_EQ(options.validation_layer, ValidationLayer::classic);
  EXPECT_EQ(options.cors_origins, "http://a,http://b");
  EXPECT_EQ(parsed.serve->log_level, log::Level::debug);
  EXPECT_EQ(parsed.serve->log_format, log::Format::json);
  EXPECT_TRUE(server_options({"--in-memory"}).in_memory);
  EXPECT_EQ(server_options({"--durability", "none"}).durability, Durability::none);
}

TEST(CommandLine, DelaysTransientStatusesWhenTold) {
  using std::chrono::milliseconds;
  const auto creating = [](const std::vector<std::string>& arguments) {
    return server_options(arguments).status_durations.creating;
  };
  EXPECT_EQ(creating({}), milliseconds(0));
  EXPECT_EQ(creating({"--transient-status-millis=5"}), milliseconds(0));
  EXPECT_EQ(creating({"-delayTransientStatuses"}), milliseconds(1000));
  EXPECT_EQ(creating({"--delay-transient-statuses", "--transient-status-millis=600000"}),
            milliseconds(600'000));
  EXPECT_EQ(creating({"--delay-transient-statuses", "--transient-status-millis",
                      "UPDATING=5,CREATING=7,9"}),
            milliseconds(7));
}

TEST(CommandLine, DelaysTransientStatusesAsTheFileSays) {
  const ConfigFile file(
      "delay-transient-statuses = true\ntransient-status-millis = \"CREATING=7,9\"\n");
  const auto durations = server_options({"--config", file.path()}).status_durations;
  EXPECT_EQ(durations.creating, std::chrono::milliseconds(7));
  EXPECT_EQ(durations.tagging, std::chrono::milliseconds(9));
}

TEST(CommandLine, KinesisEndpoint) {
  EXPECT_EQ(server_options({}).kinesis_endpoint, "");
  EXPECT_EQ(server_options({"--kinesis-endpoint=http://localhost:4567"}).kinesis_endpoint,
            "http://localhost:4567");
  const CommandLine secure = parse({"--kinesis-endpoint=https://localhost"});
  EXPECT_EQ(secure.exit_code, 2);
  EXPECT_EQ(secure.error,
            "dynarocks: --kinesis-endpoint: https://localhost is not http://host:port. See "
            "dynarocks --help");
}

TEST(CommandLine, WriteBuffer) {
  EXPECT_EQ(server_options({}).write_buffer_bytes, 64u << 20);
  EXPECT_EQ(server_options({"--write-buffer-mib=1"}).write_buffer_bytes, 1u << 20);
}

TEST(CommandLine, TimeToLive) {
  using std::chrono::milliseconds;
  EXPECT_EQ(server_options({}).ttl_sweep_interval, milliseconds(1000));
  EXPECT_EQ(server_options({"--ttl-sweep-interval-millis=86400000"}).ttl_sweep_interval,
            milliseconds(86'400'000));
  EXPECT_FALSE(server_options({}).strict_quotas);
  EXPECT_TRUE(server_options({"--strict-quotas"}).strict_quotas);
}

TEST(CommandLine, ReadsTheEnvironment) {
  const CommandLine parsed = parse({}, {{"DYNAROCKS_HOST", "::1"},
                                        {"DYNAROCKS_PORT", "9"},
                                        {"DYNAROCKS_IN_MEMORY", "true"},
                                        {"DYNAROCKS_SHARED_DB", "1"},
                                        {"DYNAROCKS_MAX_CONNECTIONS", "5"},
                                        {"DYNAROCKS_LOG_LEVEL", "off"},
                                        {"DYNAROCKS_THREADS", ""},
                                        {"DYNAROCKS_BINARY", "unrelated"}});
  ASSERT_TRUE(parsed.serve) << parsed.error;
  EXPECT_EQ(parsed.serve->server.host, "::1");
  EXPECT_EQ(parsed.serve->server.port, 9);
  EXPECT_TRUE(parsed.serve->server.in_memory);
  EXPECT_TRUE(parsed.serve->server.shared_db);
  EXPECT_EQ(parsed.serve->server.max_connections, 5u);
  EXPECT_EQ(parsed.serve->log_level, log::Level::off);
  EXPECT_FALSE(server_options({}, {{"DYNAROCKS_IN_MEMORY", "false"}}).in_memory);
}

TEST(CommandLine, ReadsTheConfigurationFile) {
  const ConfigFile file(
      "# settings\nport = 1234\nhost = \"0.0.0.0\"\nin-memory = true\nrequest-timeout = 1.5\n");
  for (const auto& options : {server_options({"--config", file.path()}),
                              server_options({}, {{"DYNAROCKS_CONFIG", file.path()}})}) {
    EXPECT_EQ(options.port, 1234);
    EXPECT_EQ(options.host, "0.0.0.0");
    EXPECT_TRUE(options.in_memory);
    EXPECT_EQ(options.request_timeout, std::chrono::milliseconds(1500));
  }
}

TEST(CommandLine, PrefersFlagsToVariablesToTheFile) {
  const ConfigFile file("port = 1\nthreads = 1\ncors = \"http://file\"\nshared-db = false\n");
  const Variables variables = {
      {"DYNAROCKS_PORT", "2"}, {"DYNAROCKS_THREADS", "2"}, {"DYNAROCKS_SHARED_DB", "true"}};
  const ServerOptions options = server_options({"--port", "3", "--config", file.path()}, variables);
  EXPECT_EQ(options.port, 3);
  EXPECT_EQ(options.threads, 2u);
  EXPECT_EQ(options.cors_origins, "http://file");
  EXPECT_TRUE(options.shared_db);
  EXPECT_FALSE(server_options({"--shared-db=false"}, variables).shared_db);
  EXPECT_EQ(server_options({"-port", "4"}, variables).port, 4);
}

TEST(CommandLine, LetsTheFirstSourceDecideWhereDataIsKept) {
  const Variables in_directory = {{"DYNAROCKS_DATA_DIR", "/data"}};
  EXPECT_TRUE(server_options({"--in-memory"}, in_directory).in_memory);
  EXPECT_TRUE(server_options({"-inMemory"}, in_directory).in_memory);

  const Variables in_memory = {{"DYNAROCKS_IN_MEMORY", "true"}};
  const ServerOptions options = server_options({"--data-dir=/d"}, in_memory);
  EXPECT_FALSE(options.in_memory);
  EXPECT_EQ(options.data_dir, "/d");

  const ConfigFile memory_file("in-memory = true\n");
  EXPECT_FALSE(server_options({"--config", memory_file.path()}, in_directory).in_memory);
  EXPECT_TRUE(server_options({"--config", memory_file.path()}).in_memory);
}

TEST(CommandLine, RefusesADirectoryAndMemoryAtOnce) {
  const ConfigFile file("in-memory = true\ndata-dir = \"/d\"\n");
  for (const auto& parsed :
       {parse({"--in-memory", "--data-dir", "d"}), parse({"-inMemory", "-dbPath", "d"}),
        parse({}, {{"DYNAROCKS_IN_MEMORY", "1"}, {"DYNAROCKS_DATA_DIR", "d"}}),
        parse({"--config", file.path()})}) {
    EXPECT_FALSE(parsed.serve);
    EXPECT_EQ(parsed.exit_code, 2);
    EXPECT_EQ(parsed.error,
              "dynarocks: --data-dir and --in-memory exclude each other; give one of them. See "
              "dynarocks --help");
  }
  EXPECT_TRUE(
      parse({}, {{"DYNAROCKS_IN_MEMORY", "false"}, {"DYNAROCKS_DATA_DIR", "d"}}).serve.has_value());
}

class WrongCommandLine : public testing::TestWithParam<std::vector<std::string>> {};

TEST_P(WrongCommandLine, IsOneLineAboutTheFlagAndExitCode2) {
  std::vector<std::string> arguments = GetParam();
  const std::string about = arguments.back();
  arguments.pop_back();
  const CommandLine parsed = parse(arguments);
  EXPECT_FALSE(parsed.serve);
  EXPECT_EQ(parsed.exit_code, 2);
  EXPECT_EQ(parsed.output, "");
  EXPECT_THAT(parsed.error, StartsWith("dynarocks: "));
  EXPECT_THAT(parsed.error, HasSubstr(about));
  EXPECT_THAT(parsed.error, HasSubstr("dynarocks --help"));
  EXPECT_THAT(parsed.error, Not(HasSubstr("\n")));
}

// The last word of each is what the message must name.
INSTANTIATE_TEST_SUITE_P(
    CommandLine, WrongCommandLine,
    testing::Values(
        std::vector<std::string>{"--prot", "80", "--prot"},
        std::vector<std::string>{"-foo", "-foo"}, std::vector<std::string>{"serve", "serve"},
        std::vector<std::string>{"--port", "--port"},
        std::vector<std::string>{"--port=abc", "--port"},
        std::vector<std::string>{"--port=65536", "--port"},
        std::vector<std::string>{"--port=-1", "--port"},
        std::vector<std::string>{"--threads=257", "--threads"},
        std::vector<std::string>{"--max-connections=0", "--max-connections"},
        std::vector<std::string>{"--request-timeout=0", "--request-timeout"},
        std::vector<std::string>{"--idle-timeout=nan", "--idle-timeout"},
        std::vector<std::string>{"--transient-status-millis=0", "--transient-status-millis"},
        std::vector<std::string>{"--transient-status-millis=600001", "--transient-status-millis"},
        std::vector<std::string>{"--transient-status-millis=ACTIVE=5", "\"ACTIVE\" is not one of"},
        std::vector<std::string>{"--ttl-sweep-interval-millis=0", "--ttl-sweep-interval-millis"},
        std::vector<std::string>{"--ttl-sweep-interval-millis=86400001",
                                 "--ttl-sweep-interval-millis"},
        std::vector<std::string>{"--write-buffer-mib=0", "--write-buffer-mib"},
        std::vector<std::string>{"--durability=maybe", "--durability"},
        std::vector<std::string>{"--validation-layer=old", "--validation-layer"},
        std::vector<std::string>{"--log-level=loud", "--log-level"},
        std::vector<std::string>{"--log-format=xml", "--log-format"},
        std::vector<std::string>{"--in-memory=maybe", "in-memory"},
        std::vector<std::string>{"--config", "/nowhere/d.toml", "/nowhere/d.toml"}));

TEST(CommandLine, RefusesAWrongConfigurationFile) {
  const ConfigFile unknown_key("prot = 80\n");
  const CommandLine parsed = parse({"--config", unknown_key.path()});
  EXPECT_EQ(parsed.exit_code, 2);
  EXPECT_THAT(parsed.error, HasSubstr("prot"));
  const ConfigFile wrong_value("port = \"abc\"\n");
  EXPECT_THAT(parse({"--config", wrong_value.path()}).error, HasSubstr("port"));
}

TEST(CommandLine, RefusesAWrongVariable) {
  const CommandLine parsed = parse({}, {{"DYNAROCKS_PORT", "many"}});
  EXPECT_EQ(parsed.exit_code, 2);
  EXPECT_THAT(parsed.error, HasSubstr("--port"));
}

TEST(CommandLine, TellsHelpAndVersion) {
  for (const char* flag : {"--help", "-help", "-h"}) {
    const CommandLine help = parse({flag});
    EXPECT_FALSE(help.serve);
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_EQ(help.error, "");
    for (const char* word : {"--data-dir", "--in-memory", "DYNAROCKS_DATA_DIR", "-dbPath"}) {
      EXPECT_THAT(help.output, HasSubstr(word));
    }
  }
  for (const char* flag : {"--version", "-version"}) {
    const CommandLine told = parse({flag});
    EXPECT_EQ(told.exit_code, 0);
    EXPECT_EQ(told.output, "dynarocks 0.1.0\n");
  }
}

TEST(CommandLine, PassesOnTheNotesAboutLocalFlags) {
  EXPECT_THAT(parse({"-disableTelemetry"}).serve->notes,
              ElementsAre("-disableTelemetry has no effect: there is no telemetry"));
}

TEST(CommandLine, EncryptionIsForADataDirectory) {
  EXPECT_EQ(server_options({}).encryption_key_file, "");
  EXPECT_EQ(server_options({"--encryption-key-file", "key"}).encryption_key_file, "key");
  EXPECT_EQ(server_options({}, {{"DYNAROCKS_ENCRYPTION_KEY_FILE", "key"}}).encryption_key_file,
            "key");
  const CommandLine refused = parse({"--in-memory", "--encryption-key-file", "key"});
  EXPECT_FALSE(refused.serve);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_EQ(
      refused.error,
      "dynarocks: --encryption-key-file is for a data directory, not for --in-memory; leave it "
      "out. See dynarocks --help");
}

}  // namespace
}  // namespace dynarocks::app
