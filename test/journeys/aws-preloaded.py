#!/usr/bin/python3 -IS
"""Debian's AWS CLI, already loaded: it starts in 0.2 s in the place of 1.4 s.

As a server (the address of a socket as its one word) it forks for each command; as `aws` (by that name) it hands its
words, environment and streams to the server. Version 2.9 of the CLI does not read AWS_ENDPOINT_URL_EC2 by itself.
"""
import json
import os
import socket
import sys
import traceback


def call():
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(os.environ['AWS_PRELOADED'])
        words = json.dumps({'words': sys.argv[1:], 'env': dict(os.environ)}).encode()
        socket.send_fds(server, [len(words).to_bytes(4, 'big')], [0, 1, 2])
        server.sendall(words)
        sys.exit(int.from_bytes(server.recv(1) or b'\1', 'big'))


def read(connection):
    size, fds, _, _ = socket.recv_fds(connection, 4, 3)
    left, text = int.from_bytes(size, 'big'), b''
    while len(text) < left:
        text += connection.recv(left - len(text))
    for target, fd in enumerate(fds):
        os.dup2(fd, target)
    return json.loads(text)


def run(connection, driver):
    asked = read(connection)
    os.environ.update(asked['env'])
    service = asked['words'][0]
    endpoint = os.environ['AWS_ENDPOINT_URL_' + service.upper()]
    code = driver.main(['--endpoint-url', endpoint, *asked['words']])
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(bytes([code]))


def serve(address):
    import signal

    from awscli.clidriver import create_clidriver

    # Nobody waits for those that are forked.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    driver = create_clidriver()
    for service in ('ec2', 'sts'):
        driver.session.get_service_model(service)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address)
        server.listen(8)
        print('ready', flush=True)
        while True:
            connection, _ = server.accept()
            if os.fork() == 0:
                try:
                    run(connection, driver)
                except BaseException:
                    traceback.print_exc()
                finally:
                    os._exit(1)
            connection.close()


if os.path.basename(sys.argv[0]) == 'aws':
    call()
else:
    serve(sys.argv[1])
