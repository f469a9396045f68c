# Everything that lies in one topic, record by record, as a subscriber that deduplicates nothing and fetches nothing
# receives it. librdkafka over ctypes: the broker's own tools would need a Java machine for each look.

import ctypes
import hashlib
import json
import threading

FROM_BEGINNING = -2
GONE = (-140, 1)  # AUTO_OFFSET_RESET, OFFSET_OUT_OF_RANGE


class _Message(ctypes.Structure):
    _fields_ = [
        ("err", ctypes.c_int), ("rkt", ctypes.c_void_p), ("partition", ctypes.c_int32), ("payload", ctypes.c_void_p),
        ("len", ctypes.c_size_t), ("key", ctypes.c_void_p), ("key_len", ctypes.c_size_t), ("offset", ctypes.c_int64),
        ("private", ctypes.c_void_p),
    ]


def _library():
    rdkafka = ctypes.CDLL("librdkafka.so.1")
    for name in ("rd_kafka_conf_new", "rd_kafka_new", "rd_kafka_topic_partition_list_new",
                 "rd_kafka_topic_partition_list_add"):
        getattr(rdkafka, name).restype = ctypes.c_void_p
    rdkafka.rd_kafka_consumer_poll.restype = ctypes.POINTER(_Message)
    rdkafka.rd_kafka_consumer_poll.argtypes = [ctypes.c_void_p, ctypes.c_int]
    rdkafka.rd_kafka_message_destroy.argtypes = [ctypes.c_void_p]
    rdkafka.rd_kafka_message_headers.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p)]
    rdkafka.rd_kafka_header_get_last.argtypes = [
        ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(ctypes.c_size_t)
    ]
    rdkafka.rd_kafka_conf_set.argtypes = [
        ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_size_t
    ]
    rdkafka.rd_kafka_new.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
    rdkafka.rd_kafka_topic_partition_list_add.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int32]
    rdkafka.rd_kafka_topic_partition_list_set_offset.argtypes = [
        ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int32, ctypes.c_int64
    ]
    rdkafka.rd_kafka_assign.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    rdkafka.rd_kafka_poll_set_consumer.argtypes = [ctypes.c_void_p]
    return rdkafka


class Topic(threading.Thread):
    """`records`: (partition, offset, key, seq, stream, version, SHA-256 of the value), in the order of arrival."""

    def __init__(self, brokers, topic, partitions):
        super().__init__(daemon=True, name="topic")
        self.records = []
        self.faults = []
        self._stopping = False
        self._rdkafka = _library()
        conf = self._rdkafka.rd_kafka_conf_new()
        why = ctypes.create_string_buffer(512)
        for name, value in {
            "bootstrap.servers": brokers, "group.id": "nemesis", "enable.auto.commit": "false",
            "auto.offset.reset": "error", "reconnect.backoff.max.ms": "500", "fetch.wait.max.ms": "50",
            "enable.partition.eof": "false", "topic.metadata.refresh.interval.ms": "1000", "log_level": "0",
        }.items():
            if self._rdkafka.rd_kafka_conf_set(conf, name.encode(), value.encode(), why, len(why)) != 0:
                raise RuntimeError(why.value.decode())
        client = self._rdkafka.rd_kafka_new(1, conf, why, len(why))
        if not client:
            raise RuntimeError(why.value.decode())
        self._client = ctypes.c_void_p(client)
        self._rdkafka.rd_kafka_poll_set_consumer(self._client)
        listed = ctypes.c_void_p(self._rdkafka.rd_kafka_topic_partition_list_new(partitions))
        for partition in range(partitions):
            self._rdkafka.rd_kafka_topic_partition_list_add(listed, topic.encode(), partition)
            self._rdkafka.rd_kafka_topic_partition_list_set_offset(listed, topic.encode(), partition, FROM_BEGINNING)
        self._rdkafka.rd_kafka_assign(self._client, listed)

    def run(self):
        while not self._stopping:
            message = self._rdkafka.rd_kafka_consumer_poll(self._client, 100)
            if not message:
                continue
            if message.contents.err == 0:
                self.records.append(self._record(message))
            elif message.contents.err in GONE:
                self.faults.append(f"partition {message.contents.partition}: records are gone from the topic")
            self._rdkafka.rd_kafka_message_destroy(message)

    def stop(self):
        self._stopping = True
        self.join(5)

    def _record(self, message):
        record = message.contents
        value = ctypes.string_at(record.payload, record.len)
        key = ctypes.string_at(record.key, record.key_len).decode()
        leaf = json.loads(value)
        return (record.partition, record.offset, key, int(self._header(message, b"ce_sequence")), leaf["stream"],
                leaf["version"], hashlib.sha256(value).digest())

    def _header(self, message, name):
        headers, value, size = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_size_t()
        self._rdkafka.rd_kafka_message_headers(message, ctypes.byref(headers))
        self._rdkafka.rd_kafka_header_get_last(headers, name, ctypes.byref(value), ctypes.byref(size))
        return ctypes.string_at(value, size.value)
