#!/bin/sh
# Compiles for the addresses of $ALLOWED_NETWORK, politely, as many files at once as there are cores.
exec distccd --no-detach --daemon --log-stderr --log-level info --allow "$ALLOWED_NETWORK" --allow 127.0.0.1 --jobs "$(nproc)" --nice 10 --port 3632
