#!/bin/sh
# Makes the namespaces that the command runs in look like a machine of its own: its name, its /run. Then becomes the command.
echo "$1" > /proc/sys/kernel/hostname
mount --bind "$2" /run
shift 2
exec "$@"
