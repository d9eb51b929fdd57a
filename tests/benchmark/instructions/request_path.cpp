#include "request_path.h"

#include <chrono>
#include <stdexcept>

#include "base/clock.h"
#include "engine/catalog.h"
#include "engine/index_builder.h"
#include "engine/item_reader.h"
#include "engine/item_transaction.h"
#include "engine/item_writer.h"
#include "engine/kinesis_worker.h"
#include "engine/kms_keys.h"
#include "engine/range_reader.h"
#include "engine/request_tokens.h"
#include "engine/stream_reader.h"
#include "engine/stream_trimmer.h"
#include "engine/stream_worker.h"
#include "engine/table_transitions.h"
#include "engine/ttl_sweeper.h"
#include "engine/ttl_switch.h"
#include "engine/ttl_worker.h"
#include "kv/rocksdb_store.h"
#include "operations/operation_context.h"
#include "operations/operation_table.h"
#include "server/authentication.h"
#include "server/request_pipeline.h"
#include "server/response_head.h"

namespace path_instructions {

using namespace dynarocks;

namespace {

constexpr EpochMillis now = 1'767'225'600'000;
/// So much that nothing is written to files meanwhile, which would happen on another thread.
constexpr std::size_t write_buffer_bytes = std::size_t{1} << 31;

}  // namespace

struct RequestPath::Server {
  ManualClock clock{now};
  std::unique_ptr<kv::Store> store =
      kv::open_rocksdb(
          {.data_dir = {}, .in_memory = true, .write_buffer_bytes = write_buffer_bytes})
          .value();
  std::unique_ptr<engine::Catalog> catalog = engine::Catalog::open(*store, clock).value();
  std::unique_ptr<engine::KmsKeys> kms_keys = engine::KmsKeys::open(*store, clock).value();
  engine::ItemReader item_reader{*store};
  engine::ItemWriter item_writer{*store};
  engine::RangeReader range_reader{*store};
  engine::ItemTransactions item_transactions{*store, item_writer};
  engine::RequestTokens request_tokens{*store, clock};
  engine::IndexBuilder index_builder{*store, *catalog, item_writer.row_locks(), clock};
  engine::TtlSwitch ttl_switch{*store, *catalog, item_writer.row_locks()};
  engine::TtlSweeper ttl_sweeper{*store, item_writer.row_locks(), clock};
  engine::TtlWorker ttl_worker{*catalog, ttl_switch, ttl_sweeper, std::chrono::hours(1)};
  engine::StreamReader stream_reader{*store};
  engine::StreamTrimmer stream_trimmer{*store, catalog->streams(), clock};
  engine::StreamWorker stream_worker{*store, catalog->streams(), stream_trimmer};
  engine::TableTransitions table_transitions{*catalog, clock};
  engine::KinesisWorker kinesis_worker{*store, *catalog, table_transitions, stream_worker, nullptr};
  operations::Services services{clock,
                                *catalog,
                                item_reader,
                                item_writer,
                                range_reader,
                                item_transactions,
                                request_tokens,
                                index_builder,
                                ttl_switch,
                                ttl_worker,
                                stream_reader,
                                stream_worker,
                                table_transitions,
                                kinesis_worker,
                                *kms_keys};
  server::Authentication authentication;
  server::RequestPipeline pipeline{services, operations::find_operation, authentication, {}};
  std::string date = server::http_date(now);
};

RequestPath::RequestPath() : server_(std::make_unique<Server>()), parser_(request_) {}
RequestPath::~RequestPath() = default;

const server::HttpResponse& RequestPath::answer(std::string_view request) {
  parser_.restart();
  while (!parser_.complete()) {
    std::size_t consumed = 0;
    const server::ParseOutcome outcome = parser_.parse(request, consumed);
    request.remove_prefix(consumed);
    if (outcome != server::ParseOutcome::complete &&
        (outcome != server::ParseOutcome::need_more || request.empty())) {
      throw std::runtime_error("not a whole request");
    }
  }
  server_->pipeline.answer(request_, response_);
  server::write_response_head(response_, {}, server_->date, head_);
  return response_;
}

}  // namespace path_instructions
