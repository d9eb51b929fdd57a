#include "app/admin_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <iomanip>
#include <sstream>
#include <string_view>
#include <utility>

#include "base/movable_clock.h"
#include "wire/json_value.h"
#include "wire/json_writer.h"

namespace dynarocks::app {
namespace {

using Kind = AdminCommand::Kind;

constexpr int runtime_error = 1;
constexpr int usage_error = 2;
constexpr int http_ok = 200;

AdminCommandLine usage_failure(std::string message) {
  std::replace(message.begin(), message.end(), '\n', ' ');
  while (message.ends_with(' ') || message.ends_with('.')) message.pop_back();
  AdminCommandLine failed;
  failed.exit_code = usage_error;
  failed.error = "dynarocks: " + message + ". See dynarocks clock --help and reset --help";
  return failed;
}

/// The subcommands, and the values that parsing gives them.
class Grammar {
 public:
  explicit Grammar(std::string default_endpoint) : endpoint_(std::move(default_endpoint)) {
    app_.require_subcommand(1);
    declare_clock();
    declare_reset();
  }

  [[nodiscard]] CLI::App& app() { return app_; }
  [[nodiscard]] const std::string& endpoint() const { return endpoint_; }
  [[nodiscard]] Kind kind() const {
    return app_.got_subcommand("clock") ? Kind::clock : Kind::reset;
  }

  /// The body of the request that the parsed arguments ask for.
  [[nodiscard]] std::string body() const {
    if (kind() == Kind::reset) return object_of(reset_->get_options());
    const auto actions = clock_->get_subcommands();
    if (actions.empty() || actions.front()->get_name() == "show") return {};
    std::string body;
    wire::JsonWriter json(body);
    json.begin_object();
    const std::string action = actions.front()->get_name();
    if (action == "advance") json.key("advance").string(duration_);
    if (action == "set") json.key("set").string(time_);
    if (action == "scale") json.key("scale").number(scale_);
    if (action == "freeze") json.key("freeze").boolean(true);
    if (action == "resume") json.key("freeze").boolean(false);
    if (action == "reset") json.key("reset").boolean(true);
    json.end_object();
    return body;
  }

 private:
  void add_endpoint(CLI::App& command) {
    command.add_option("--endpoint", endpoint_, "URL of the server, which must run with --admin")
        ->capture_default_str();
  }

  void declare_clock() {
    clock_ = app_.add_subcommand("clock", "Show or change the clock of a running server");
    clock_->require_subcommand(0, 1);
    add_endpoint(*clock_);
    const auto add = [this](const char* name, const char* description) {
      CLI::App* const action = clock_->add_subcommand(name, description);
      action->fallthrough();  // --endpoint may stand behind it
      return action;
    };
    add("show", "Show it, as without any of these");
    add("advance", "Move it forward; what is due by then is done when this returns")
        ->add_option("duration", duration_, "500ms, 90s, 15m, 25h, 30d")
        ->required();
    add("set", "Set it")
        ->add_option("time", time_, "A time in UTC: 2026-01-01T00:00:00Z")
        ->required();
    add("freeze", "Stop it");
    add("resume", "Let it run again");
    add("scale", "Let it run at another speed")
        ->add_option("factor", scale_, "Seconds for each real one, from 0.001 to 1000000")
        ->check(CLI::Range(MovableClock::slowest, MovableClock::fastest))
        ->required();
    add("reset", "Back to the machine's time");
  }

  void declare_reset() {
    reset_ = app_.add_subcommand(
        "reset", "Drop all tables of a running server, also those protected against deletion");
    add_endpoint(*reset_);
    reset_->add_option("--prefix", "Only tables whose names begin with it");
    reset_->add_option("--account", "Only tables of this account");
    reset_->add_option("--region", "Only tables of this Region");
  }

  /// The given options that belong into the body, each a member.
  static std::string object_of(const std::vector<CLI::Option*>& options) {
    std::string body;
    wire::JsonWriter json(body);
    json.begin_object();
    for (const CLI::Option* option : options) {
      const std::string name = option->get_single_name();
      if (name == "endpoint" || name == "help" || option->count() == 0) continue;
      json.key(name).string(option->results().back());
    }
    json.end_object();
    return body;
  }

  CLI::App app_{"DynaRocks: a server that speaks Amazon DynamoDB's protocol, on RocksDB.",
                "dynarocks"};
  CLI::App* clock_ = nullptr;
  CLI::App* reset_ = nullptr;
  std::string endpoint_;
  std::string duration_;
  std::string time_;
  double scale_ = 1;
};

std::string default_endpoint(const Environment& environment) {
  if (auto endpoint = environment("DYNAROCKS_ENDPOINT"); endpoint && !endpoint->empty()) {
    return std::move(*endpoint);
  }
  const auto port = environment("DYNAROCKS_PORT");
  return "http://127.0.0.1:" + (port && !port->empty() ? *port : std::string("8000"));
}

/// The text of a member, or nothing.
std::string text_of(const wire::JsonValue& object, std::string_view member) {
  const auto value = object.find(member);
  return value ? std::string(value->as_string()) : std::string();
}

std::string error_of(const server::HttpAnswer& answer) {
  wire::JsonDocument document;
  const auto body = document.parse(answer.body);
  std::string text = body ? text_of(*body, "error") : std::string();
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (!text.empty()) return text;
  return "the server answered with HTTP status " + std::to_string(answer.status) +
         "; is it DynaRocks?";
}

}  // namespace

bool is_admin_command(const std::vector<std::string>& arguments) {
  return !arguments.empty() && (arguments.front() == "clock" || arguments.front() == "reset");
}

AdminCommandLine parse_admin_command(const std::vector<std::string>& arguments,
                                     const Environment& environment) {
  Grammar grammar(default_endpoint(environment));
  try {
    grammar.app().parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) return usage_failure(error.what());
    std::ostringstream output;
    std::ostringstream unused;
    (void)grammar.app().exit(error, output, unused);
    AdminCommandLine told;
    told.output = output.str();
    return told;
  }
  auto endpoint = server::parse_endpoint(grammar.endpoint());
  if (!endpoint) {
    return usage_failure("the endpoint must be a URL such as http://127.0.0.1:8000, not '" +
                         grammar.endpoint() + "'");
  }
  AdminCommandLine parsed;
  parsed.command = AdminCommand{grammar.kind(), std::move(*endpoint), grammar.body()};
  return parsed;
}

std::optional<std::string> told_of(Kind kind, const std::string& body) {
  wire::JsonDocument document;
  const auto answer = document.parse(body);
  if (!answer) return std::nullopt;
  if (kind == Kind::reset) {
    const auto dropped = answer->find("droppedTables");
    if (!dropped) return std::nullopt;
    const std::int64_t count = dropped->as_int();
    return std::to_string(count) + (count == 1 ? " table dropped" : " tables dropped");
  }
  std::string line = text_of(*answer, "now");
  const auto frozen = answer->find("frozen");
  const auto scale = answer->find("scale");
  if (line.empty() || !frozen || !scale) return std::nullopt;
  if (frozen->as_bool()) line += " frozen";
  if (scale->as_double() != 1) {
    std::ostringstream factor;
    factor << std::fixed << std::setprecision(3) << scale->as_double();
    std::string text = factor.str();
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    line += " scale " + text;
  }
  return line;
}

int run_admin_command(const AdminCommand& command) {
  const bool shown_only = command.body.empty();
  const auto answer = server::http_call(
      command.endpoint, shown_only ? "GET" : "POST",
      command.kind == Kind::clock ? "/_dynarocks/clock" : "/_dynarocks/reset", command.body);
  std::string error;
  if (!answer) {
    error = answer.error();
  } else if (answer->status != http_ok) {
    error = error_of(*answer);
  } else if (const auto told = told_of(command.kind, answer->body)) {
    std::printf("%s\n", told->c_str());
    return 0;
  } else {
    error = "the answer makes no sense; is the server DynaRocks?";
  }
  std::fprintf(stderr, "dynarocks: %s\n", error.c_str());
  return runtime_error;
}

}  // namespace dynarocks::app
