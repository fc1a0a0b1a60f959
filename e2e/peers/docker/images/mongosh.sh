#!/bin/bash
# Healthy is a server that takes connections; there is no shell for it here.
exec 3<>/dev/tcp/127.0.0.1/27017
