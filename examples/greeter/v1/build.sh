#!/bin/sh
# Compiles the service into dist/, with the script that starts it.
set -e
rm -rf dist
mkdir -p dist
"${JAVA_HOME:+$JAVA_HOME/bin/}javac" -d dist Greeter.java
cp run.sh dist/
echo "greeter $SLIPWAY_VERSION built"
