package dev.reviewgate.local.s3;

import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Binds S3Mock's plain HTTP connector to the loopback interface; it has no setting for that and would listen on every one. */
@Configuration(proxyBeanMethods = false)
public class LoopbackConnector {
    /** Static, so that it exists before the connector does. */
    @Bean
    static BeanPostProcessor bindToLoopback() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String beanName) {
                if (bean instanceof Connector connector) {
                    connector.setProperty("address", "127.0.0.1");
                }
                return bean;
            }
        };
    }
}
