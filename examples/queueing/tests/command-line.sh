#!/usr/bin/env bash
# What the program prints, returns and writes, seen from outside. Run by `make check`.
set -u
cd "$(dirname "$0")/.." || exit 1
queueing=$PWD/queueing
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
ulimit -c 0

fail() {
  echo "FAIL  $1"
  failures=$((failures + 1))
}

# run NAME EXIT ARGUMENTS…: leaves stdout and stderr in $work/out and $work/err.
run() {
  local name=$1 expected=$2 found
  shift 2
  timeout --foreground 60 "$queueing" -u Cmdenv --result-dir="$work/results" "$@" >"$work/out" 2>"$work/err"
  found=$?
  if [ "$found" = "$expected" ]; then echo "ok    $name"; else fail "$name: exit code $found, expected $expected"; fi
}

# says FILE REGEX: some line of the file matches.
says() { grep -Eq -- "$2" "$work/$1" || fail "  $1 has no line like: $2"; }
# is FILE TEXT: the file is exactly this.
is() { [ "$(cat "$work/$1")" = "$2" ] || fail "  $1 is not: $2"; }

# --- listing -------------------------------------------------------------------------------------------------------
run 'number of runs' 0 -s -c Quick -q numruns
is out 36
run 'run numbers, filtered' 0 -s -c Quick -r '0..3,7' -q runnumbers
is out ' 0 1 2 3 7'
run 'runs by expression, the last -r wins' 0 -s -c Quick -r 5 -r '$interarrivalTime==2 && $serviceTime<0.3 && $repetition>0' -q runs
is out 'Run 25: $interarrivalTime=2, $serviceTime=0.2, $repetition=1
Run 26: $interarrivalTime=2, $serviceTime=0.2, $repetition=2'
run 'run details' 0 -s -c Quick -r 0 -q rundetails
is out 'Run 0: $interarrivalTime=1, $serviceTime=0.2, $repetition=0
	MM1.source.interarrivalTime = exponential(1s)
	MM1.queue.serviceTime = exponential(0.2s)'
run 'run configuration starts with the command line' 0 -s -c Quick -r 0 -q runconfig
says out '^	result-dir = '
run 'section inheritance' 0 -s -c Quick -q sectioninheritance
is out 'Config Quick
Config Study
General'
run 'one option of one run' 0 -s -c Quick -r 35 -e output-vector-file
is out "$work/results/Quick-interarrivalTime=2,serviceTime=0.8-#2.vec"
run 'all configurations' 0 -s -a
says out '^Config ManyRuns: 10000$'
run 'verbose listing' 0 -c Quick -r 1 -q runs
says out '^Number of runs: 1$'
says out '^End\.$'

# --- errors --------------------------------------------------------------------------------------------------------
run 'unknown configuration' 1 -s -c NoSuchConfig -q runnumbers
is err '
<!> Error: No such config: NoSuchConfig'
run 'bad filter' 1 -s -c Quick -r '$nosuch==10' -q runnumbers
is err '
<!> Error: Cannot evaluate run filter: Unknown variable $nosuch'
run 'missing ini file' 1 -f nosuch.ini
is err "
<!> Error: Cannot open ini file 'nosuch.ini'"
run 'run out of range' 1 -c Quick -r 9999
is err "
<!> Error: Run number 9999 in run list '9999' is out of range 0..35"
run 'unknown option' 1 -c Quick -r 0 --no-such-option=3
is err '
<!> Error: Unknown command-line configuration option --no-such-option'
run 'missing network' 1 -c Quick -r 0 --network=Nope
is err "
<!> Error: Network 'Nope' not found, check .ini and .ned files"
run 'wrong type of parameter, errors merged into stdout' 1 -m -c MisbehavingParameter
says out '^<!> Error: Cannot assign .*Cannot cast "two" from type string to integer .* -- in module \(queueing::Queue\) MM1.queue \(id=3\), during network setup$'
[ -s "$work/err" ] && fail '  something was written to stderr'
run 'more digits than a number has' 1 -s --output-scalar-precision=99
says err "use 1 to 17$"
run 'a batch without end' 1 -s --MM1.source.batchSize=1e300
says err '^<!> Error: batchSize is out of range: 1e\+300 -- in module \(queueing::Source\)'
run 'a full disk' 1 -s --output-scalar-file=/dev/full
says err "^<!> Error: Cannot write output file '/dev/full': No space left on device"

# --- running -------------------------------------------------------------------------------------------------------
run 'a run' 0 -c Quick -r 0 --sim-time-limit=300s
says out '^Preparing for running configuration Quick, run #0\.\.\.$'
says out '^Scenario: \$interarrivalTime=1, \$serviceTime=0\.2, \$repetition=0$'
says out '^Assigned runID=Quick-0-[0-9]{8}-[0-9:]{8}-[0-9]+$'
says out '^\*\* Event #0   t=0   Elapsed: [0-9.e-]+s \(0m 00s\)  0% completed  \(0% total\)$'
says out '^     Speed:     ev/sec=0   simsec/sec=0   ev/simsec=0$'
says out '^     Messages:  created: [0-9]+   present: [0-9]+   in FES: [0-9]+$'
says out '^<!> Simulation time limit reached -- at t=300s, event #[0-9]+$'
says out '^Calling finish\(\) at end of Run #0\.\.\.$'
run 'a silent run' 0 -s -c Quick -r 0 --sim-time-limit=300s
says out '^Quick run 0: \$interarrivalTime=1, \$serviceTime=0\.2, \$repetition=0$'
run 'several runs' 0 -c Quick -r '$repetition==0' --sim-time-limit=50s
says out '100% completed  \(8% total\)$'
says out '^Run statistics: total 12, successful 12$'
run 'several runs, one of which fails' 1 -c Failing -r 8,0
says out '^Run statistics: total 2, successful 1, errors 1$'
says err '^<!> Error: Queue overflow: .* -- in module \(queueing::Queue\) MM1\.queue \(id=3\), at t=[0-9.]+s, event #[0-9]+$'
run 'a failed run stops the others' 1 -c Failing -r 8,9
says out '^Run statistics: total 2, errors 1, skipped 1$'
run 'a CPU time limit' 0 -c OneSecond -r 0 --cpu-time-limit=0.1s
says out '^<!> CPU time limit reached -- at t='
run 'a real time limit' 0 -c OneSecond -r 0 --real-time-limit=0.1s --cmdenv-status-frequency=0.02s
says out '^<!> Realtime limit reached -- at t='
says out '^     Speed:     ev/sec=[1-9]'
run 'the end of all jobs' 0 -s --sim-time-limit= --MM1.source.maxJobs=3
says out '^<!> No more events, simulation completed -- at t='
run 'the end asked for by a module' 0 -s --MM1.sink.maxJobs=3
says out '^<!> Simulation stopped with endSimulation\(\) -- in module \(queueing::Sink\) MM1\.sink \(id=4\), at t='
run 'no limit, no percentage; performance in one line' 0 -s --sim-time-limit= --MM1.source.maxJobs=3 --cmdenv-performance-display=false
says out '^\*\* Event #0   t=0   Elapsed: [0-9.e-]+s \(0m 00s\)   ev/sec=0$'
run 'a wrong fingerprint is no failure' 0 -c Quick -r 0 --sim-time-limit=50s --fingerprint=0000-0000/tplx
says out '^<!> Fingerprint mismatch! calculated: [0-9a-f]{4}-[0-9a-f]{4}/tplx, expected: 0000-0000/tplx$'
fingerprint=$(grep -Eo '[0-9a-f]{4}-[0-9a-f]{4}/tplx' "$work/out" | head -1)
run 'the right fingerprint' 0 -c Quick -r 0 --sim-time-limit=50s --fingerprint="$fingerprint"
says out "^<!> Fingerprint successfully verified: $fingerprint\$"

# --- misbehaving ---------------------------------------------------------------------------------------------------
run 'an error of the model' 1 -s -c MisbehavingError
says err '^<!> Error: .* -- in module \(queueing::Fault\) MM1\.fault \(id=5\), at t=1000s, event #[0-9]+$'
run 'abort' 134 -s -c MisbehavingAbort 2>/dev/null
run 'segmentation fault' 139 -s -c MisbehavingSegfault 2>/dev/null
run 'invalid text' 0 -s -c MisbehavingText
iconv -f UTF-8 -t UTF-8 "$work/out" >/dev/null 2>&1 && fail '  the output is valid UTF-8'
run 'a flood' 0 -s -c MisbehavingFlood --MM1.fault.amount=100000
[ "$(wc -l <"$work/out")" -gt 100000 ] || fail '  too few lines'
for signal in INT TERM; do
  "$queueing" -s -c Endless --result-dir="$work/results" >"$work/out" 2>&1 &
  process=$!
  sleep 0.3
  kill -s "$signal" "$process"
  wait "$process"
  code=$?
  [ "$code" = 2 ] && echo "ok    ended by SIG$signal" || fail "ended by SIG$signal: exit code $code, expected 2"
  says out '^<!> SIGINT or SIGTERM received, exiting -- at t=[0-9.]+s, event #[0-9]+$'
  says out '^\*\* Event #[0-9]+   t=[0-9.]+   Elapsed: [0-9.e-]+s \(0m 00s\)$'
  [ -s "$work/results/Endless-#0.sca" ] || fail '  there is no .sca'
  rm -f "$work/results/Endless-#0.sca"
done
"$queueing" -s -c MisbehavingHang --result-dir="$work/results" >"$work/out" 2>&1 &
process=$!
sleep 0.3
kill -s TERM "$process"
sleep 0.3
if kill -0 "$process" 2>/dev/null; then echo 'ok    a hanging run ignores SIGTERM'; else fail 'a hanging run ignores SIGTERM'; fi
kill -s KILL "$process"
wait "$process" 2>/dev/null

# --- result files --------------------------------------------------------------------------------------------------
rm -rf "$work/results"
run 'result files' 0 -s -c Disciplines -r 11 --sim-time-limit=5000s
base="results/Disciplines-discipline=shortest-#2"
[ "$(head -1 "$work/$base.sca")" = 'version 3' ] || fail '  the .sca does not begin with its version'
says "$base.sca" '^itervar discipline "\\"shortest\\""$'
says "$base.sca" '^attr iterationvarsf discipline=shortest-$'
says "$base.sca" '^config description "Who is served first, '
says "$base.sca" '^par MM1\.queue serviceTime "hyperexponential\(0\.2, 2\.4s, 0\.4s\)"$'
says "$base.sca" '^scalar MM1\.queue queueingTime:mean [0-9.]+$'
says "$base.sca" '^bin	-inf	0$'
# Every index line must lead to a block of its vector, with the number of lines it promises.
grep -P '^\d+\t' "$work/$base.vci" | while IFS=$'\t ' read -r id offset length _ _ _ _ count _; do
  tail -c "+$((offset + 1))" "$work/$base.vec" | head -c "$length" | awk -F '\t' -v id="$id" -v count="$count" \
    '$1 != id { wrong = 1 } END { exit wrong || NR != count }' || echo "block of vector $id at $offset"
done >"$work/wrong-blocks"
[ -s "$work/wrong-blocks" ] && fail "  the index is wrong: $(head -1 "$work/wrong-blocks")"
[ "$(head -c 64 "$work/$base.vci" | sed 's/ *$//')" = "file $(stat -c '%s %Y' "$work/$base.vec")" ] || fail '  the index does not fit its .vec'
mv "$work/results" "$work/first"
run 'the same again' 0 -s -c Disciplines -r 11 --sim-time-limit=5000s
own='^(run |attr (datetimef?|processid|resultdir) |config result-dir |file )'
for extension in sca vec; do
  diff <(grep -Ev "$own" "$work/first/${base#results/}.$extension") <(grep -Ev "$own" "$work/$base.$extension") >/dev/null ||
    fail "  the .$extension differs from one time to the next"
done

"$queueing" -s -c LargeVectors -r 0 --sim-time-limit=9000000s --result-dir="$work/results" >/dev/null 2>&1 &
process=$!
index="$work/results/LargeVectors-load=0.5-#0.vci"
for _ in $(seq 100); do
  grep -qP '^\d+\t' "$index" 2>/dev/null && break
  sleep 0.05
done
[ "$(head -c 65 "$index")" = "$(printf '%64s' '')" ] && echo 'ok    the index is unmarked while a run goes on' || fail 'the index is unmarked while a run goes on'
kill -s KILL "$process"
wait "$process" 2>/dev/null
rm -rf "$work/results"

run 'no vectors, no .vec' 0 -s -c OneSecond -r 0 --sim-time-limit=100s
[ -e "$work/results/OneSecond-load=0.5-#0.vec" ] && fail '  there is a .vec'

# --- the project ---------------------------------------------------------------------------------------------------
for network in $(sed -n 's/^network *= *//p' omnetpp.ini | sort -u); do
  grep -q "^network $network\$" networks/*.ned || fail "network $network has no .ned file"
done
for configuration in $("$queueing" -s -a | sed 's/^Config \(.*\): .*/\1/' | grep -Ev '^Misbehaving|^Endless$|^Failing$'); do
  run "configuration $configuration can be run" 0 -s -c "$configuration" -r 0 --sim-time-limit=20s
done
mkdir "$work/moved" && cp -r --parents queueing src/libqueueing.so omnetpp.ini "$work/moved"
(cd "$work/moved" && ./queueing -s -r 0 --sim-time-limit=1s >"$work/out" 2>&1) && echo 'ok    can be moved' || fail 'can be moved'

[ "$failures" = 0 ] || echo "$failures failed"
exit "$((failures > 0))"
