// path_instructions WORKLOAD COUNT: prepares a table and answers COUNT requests of a workload,
// below the socket, on one thread. Run under valgrind with COUNT and twice COUNT, the difference is
// what the requests cost; see instructions.py. Without arguments it prints the workloads and their
// usual counts.

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "request_path.h"
#include "workload.h"

namespace {

using path_instructions::Call;
using path_instructions::RequestPath;
using path_instructions::Workload;
using path_instructions::workloads;

/// The bytes that wrk sends for it.
std::string http_request(const Call& call) {
  return "POST / HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nX-Amz-Date: 20260101T000000Z\r\n"
         "Authorization: AWS4-HMAC-SHA256 "
         "Credential=bench/20260101/us-east-1/dynamodb/aws4_request, "
         "SignedHeaders=host;x-amz-date;x-amz-target, Signature=" +
         std::string(64, '0') + "\r\nX-Amz-Target: " + std::string(call.api) + "." +
         std::string(call.operation) +
         "\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: " +
         std::to_string(call.body.size()) + "\r\n\r\n" + call.body;
}

const std::string& answer(RequestPath& path, const std::string& request) {
  const auto& response = path.answer(request);
  if (response.status != 200) throw std::runtime_error(response.body);
  return response.body;
}

const Workload& find(std::string_view name) {
  for (const Workload& workload : workloads()) {
    if (workload.name == name) return workload;
  }
  throw std::runtime_error("no such workload");
}

std::vector<std::string> requests_of(const Workload& workload, RequestPath& path) {
  std::vector<std::string> requests;
  if (workload.path.empty()) {
    for (unsigned i = 0; i < workload.distinct; ++i) {
      requests.push_back(http_request(workload.request(i)));
    }
    return requests;
  }
  std::string last;
  for (const auto call : workload.path) {
    last = http_request(call(last.empty() ? last : answer(path, last)));
  }
  requests.push_back(last);
  return requests;
}

void run(const Workload& workload, unsigned count) {
  RequestPath path;
  for (const Call& call : workload.preparation()) answer(path, http_request(call));
  const std::vector<std::string> requests = requests_of(workload, path);
  const std::string& first = answer(path, requests.front());
  if (first.find(workload.expected) == std::string::npos) throw std::runtime_error(first);
  for (unsigned i = 0; i < count; ++i) answer(path, requests[i % requests.size()]);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    for (const Workload& workload : workloads()) {
      std::printf("%s %u\n", std::string(workload.name).c_str(), workload.usual_count);
    }
    return argc == 1 ? 0 : 2;
  }
  try {
    run(find(argv[1]), static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "path_instructions: %s\n", error.what());
    return 1;
  }
  return 0;
}
