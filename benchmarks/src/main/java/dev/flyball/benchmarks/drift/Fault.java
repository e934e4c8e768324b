package dev.flyball.benchmarks.drift;

/** Kinds of incidents: how much slower a share of the requests is, how many more fail, how much of the traffic is left. */
enum Fault {
    ALL_X10("latency x10, all", 10, 1, 0, 1),
    ALL_X3("latency x3, all", 3, 1, 0, 1),
    ALL_X2("latency x2, all", 2, 1, 0, 1),
    SHARE_X10("latency x10, 20 %", 10, 0.2, 0, 1),
    ERRORS_2("errors 2 %", 1, 0, 0.02, 1),
    ERRORS_10("errors 10 %", 1, 0, 0.1, 1),
    ERRORS_50("errors 50 %", 1, 0, 0.5, 1),
    ERRORS_100("errors 100 %", 1, 0, 1, 1),
    TRAFFIC_20("traffic to 20 %", 1, 0, 0, 0.2),
    TRAFFIC_0("traffic to 0", 1, 0, 0, 0);

    final String text;
    final double slower;
    final double share;
    final double failing;
    final double trafficLeft;

    Fault(String text, double slower, double share, double failing, double trafficLeft) {
        this.text = text;
        this.slower = slower;
        this.share = share;
        this.failing = failing;
        this.trafficLeft = trafficLeft;
    }
}
