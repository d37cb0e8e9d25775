# The program alone, on Debian 12: docker build -t gaitbench . && docker run --rm -v "$PWD/runs:/work/runs" gaitbench demo
FROM debian:12 AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates git python3
COPY . /source
WORKDIR /source
RUN git config --global --add safe.directory /source
RUN ./gaitbench setup
RUN cmake --install build/release --prefix /opt/gaitbench

FROM debian:12-slim
COPY --from=build /opt/gaitbench /opt/gaitbench
ENV PATH=/opt/gaitbench/bin:$PATH
WORKDIR /work
ENTRYPOINT ["gaitbench"]
CMD ["--help"]
