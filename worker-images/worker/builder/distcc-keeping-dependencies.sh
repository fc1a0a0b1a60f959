#!/bin/sh
# distcc, with the dependency file kept. For a remote compilation distcc preprocesses under a temporary name, and GCC then derives the name of the file that
# -MMD asks for, and the target in it, from that: the file is lost, make does not know what to compile again, and ccache takes the compilation for failed.
# Naming file and target on the command line is what GCC would have done by itself.
output=''
wanted=''
named=''
previous=''
for argument in "$@"; do
  if [ "$previous" = -o ]; then output=$argument; fi
  case $argument in
    -MD | -MMD) wanted=yes ;;
    -MF* | -MT* | -MQ*) named=yes ;;
  esac
  previous=$argument
done
if [ -n "$wanted" ] && [ -z "$named" ] && [ -n "$output" ]; then
  set -- "$@" -MF "${output%.*}.d" -MT "$output"
fi
exec distcc "$@"
