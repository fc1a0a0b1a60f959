#!/bin/sh
# Healthy is a server that compiles: falling back to the local compiler is not allowed here.
set -e
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo 'int main() { return 0; }' > check.cc
DISTCC_HOSTS=127.0.0.1:3632 DISTCC_FALLBACK=0 DISTCC_DIR="$folder" DISTCC_IO_TIMEOUT=15 distcc g++ -c check.cc -o check.o
