# make demo    the shipped campaign, simulated: table, report and charts
# make test    everything that must hold
# make check   every shipped scenario does what it expects of itself and stands by its baseline
# make baselines  write the baselines anew; read the change before you commit it
# make golden  write the expected outputs of tests anew; read the change before you commit it
# make ci      what the build server runs
GO ?= go
FUZZTIME ?= 30s

.PHONY: demo test bench profile lint fuzz golden ci check baselines build

build:
	$(GO) build -o agner ./cmd/agner

demo: build
	./agner run scenarios/campaign-launch.yaml --out out/campaign-launch
	@echo
	@echo "The report: $(CURDIR)/out/campaign-launch/report.html"

test:
	$(GO) test ./...

bench:
	GO='$(GO)' .ci/bench

# the profile that guides the compiler; once in a while, when the engine has changed
profile:
	$(GO) test -run '^$$' -bench 'W1|W2|W4' -benchtime 5s -cpuprofile cmd/agner/default.pgo -o /dev/null ./sim

lint:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$unformatted" || { echo "gofmt: $$unformatted"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

fuzz:
	.ci/fuzz $(FUZZTIME)

golden:
	$(GO) test $$(git grep -l '"update"' -- '*_test.go' | xargs -n1 dirname | sort -u | sed 's|^|./|') -update
	$(GO) test ./cmd/agner -update-erlang

check: build
	./agner check 'scenarios/*.yaml' --baseline scenarios/baselines --time-limit 5m --quiet

baselines: build
	./agner check 'scenarios/*.yaml' --baseline scenarios/baselines --update --quiet

ci:
	.ci/all
