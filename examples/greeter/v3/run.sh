#!/bin/sh
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -cp . Greeter
